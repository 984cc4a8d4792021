"""How people tie a job, a workplace or a label to somebody, as patterns.

They are tried on what stands in front of the words that the lists know
(``$`` is right before them) or behind them: in small letters, with ``@`` for a
name and ``^`` where the sentence begins.
"""

from __future__ import annotations

import re

SMALL = r"(?:of|in|on|at|by|for|from|to|with|about|than|and|or|not|never|if|no|that|but)"
GAP = rf"(?: (?!{SMALL}\b)[\w'.-]+)"  # a word that carries nothing away: no "of", no "not"
ARTICLE = r"(?: (?:a|an|the|our|your|their|his|her|one))"
IS = (
    r"(?:'s|is|was|has been|had been|became|used to be|used to work as|works as|"
    r"worked as|trained as|acts as|acting as)"
)
NOW = r"(?: (?:also|now|still|once|only|just|really|currently|formerly|both|actually|here|all))"
BETWEEN = r" (?:,|\(|-|–|—|/|\||·|@)"
FAMILY = (
    r"(?:mum|mother|dad|father|son|daughter|brother|sister|husband|wife|partner|nan|gran|"
    r"grandad|grandmother|grandfather|aunt|uncle|cousin|niece|nephew|child|boy|girl|family|friend)"
)
SOMEONE = r"(?:one|person|man|woman|lady|lad|lass|chap|guy|bloke|gentleman|girl|boy|friend|member)"
WHERE = (
    r"(?:at|by|beside|next to|opposite|near|behind|in front of|among|with|on|in|from|across from)"
    r" (?:our|the|my|me|us|him|her|them|this|that|table|corner|@)"
)
WHO = r"(?:who|whose|that|which)"
NOBODY = (
    r"\b(?:people|anyone|anybody|someone|somebody|everyone|everybody|those|whoever|any|nobody)\b"
)

# The writer.
SELF = [
    rf"\b(?:i (?:'m|am|was|'ve been|have been|'d been|became|trained as|qualified as|work as|"
    rf"worked as|retrained as|started as|act as)|im|ive been){GAP}{{0,5}}$",
    rf"\bi used to (?:be|work as)\b{GAP}{{0,4}}$",
    rf"\b(?:speaking|talking|writing|thinking)(?: only| just)? as{ARTICLE}{GAP}{{0,2}}$",
    rf"\bi (?:work|worked|trained|qualified|retrained|serve|served){GAP}{{0,2}} as{GAP}{{0,3}}$",
    r"\bmy(?: [\w'-]+){0,3} (?:job|work|role|career|trade|profession|living|title)\b"
    r"(?: [\w']+){0,3}$",
    rf"\b(?:years|decades|months|life|time|days)\b(?: [\w']+){{0,4}} as{ARTICLE}{GAP}{{0,2}}$",
    rf"\b(?:just|newly|recently|once|proudly|now)(?: qualified)?(?: as)?{ARTICLE}?$",
]
SELF_AS = [rf"\bas{ARTICLE}?{GAP}{{0,2}}$", rf"\bbeing{ARTICLE}{GAP}{{0,2}}$"]
FIRST_PERSON = re.compile(r"\b(?:i|im|ive|me|my|mine|myself)\b")
FRAGMENT = re.compile(
    r"(?:\^|,|;|\.|&|\+)(?: (?:retired|former|ex|newly|qualified|trainee|student|part-time|"
    r"full-time|semi-retired|once|now|still|proud|local))*$"
)
FRAGMENT_ENDS = re.compile(
    r"(?:\$|\.|,|;|!|by (?:day|night|trade|training)|since|for \w+ years|turned|and \w+|at heart)"
)

# Somebody with a name, or somebody else one can point at.
NAMED = [
    rf"@(?:{BETWEEN})?(?: {WHO})?(?: {IS}){NOW}*{ARTICLE}?{GAP}{{0,3}}$",
    rf"@(?:{BETWEEN}){NOW}*{ARTICLE}?(?: (?:new|old|local|retired|former|lead))*$",
    r"@ (?:the|our|their|my|your|his|her|as|a)(?: [\w'-]+){0,2}$",
    rf"@(?: [\w',]+){{0,6}} as{ARTICLE}?{GAP}{{0,2}}$",
    rf"@ 's (?:\w+ )?(?:job|role|work|post|career|title|hat|profession)"
    rf"(?: (?:as|is|was|of)){ARTICLE}?$",
    rf"\b(?:he|she|they)(?: {IS}| 're| are| were){NOW}*{ARTICLE}?{GAP}{{0,2}}$",
    rf"\b(?:he|she|they|herself|himself|themselves|themself)\b(?: [\w']+){{0,3}} as{ARTICLE}?"
    rf"{GAP}{{0,2}}$",
    r"@.* (?:odd|rare|unusual|good|strange|brave|funny|bad|something) (?:for|from) (?:a|an)$",
    r"\b(?:there 's|there is|there was|met|sat (?:with|by|beside|next to|opposite)) (?:a|an)$",
    r"\b(?:one|two|three|some|another|both|all) of (?:our|the|my|their|your)(?: \w+)?$",
]
WHO_IS = re.compile(rf"\b{WHO} (?:{IS}|'re|are|has|had|have)(?: got)?{NOW}*{ARTICLE}?{GAP}{{0,2}}$")
SOMEONE_IS = re.compile(rf"\b{SOMEONE}\b(?: [\w']+){{0,6}} {IS}{NOW}*{ARTICLE}$")
THEIRS = re.compile(r"(?:\b(?:my|our|his|her|their)|'s)(?: [\w-]+)?$")
THE = re.compile(r"\b(?:the|that|this|another)(?: [\w-]+)?$")
A = re.compile(r"\b(?:a|an|one|another)(?: [\w-]+)?$")
FOUND_BY = re.compile(
    rf"(?:{WHO} \w+|{WHERE}|\w+ing {WHERE}|(?:told|said|asked|came|left|brought|sat|joined|nodded|"
    rf"laughed|cried|wrote|spoke|thinks|says|in the room|here)\b)"
)

PLAYS = re.compile(r"\b(?:play(?:s|ed|ing)?|dressed as|(?:the|her|his|a) part of)(?: [\w']+){0,3}$")

WORKS = (
    r"(?:'s|is|was|'m|am|works?|worked|working|employed|based|over|here|down|up|also|now|still|has|"
    r"have|been|come|comes|came|straight|just|both|all|joined|joins|us|back|in|out|from|sent|seconded|"
    r"visiting|who|,|and|job|a|night|day|shift|\w+ly)"
)
EMPLOYED = [
    rf"@(?: {WORKS})* (?:from|of|at|with|for|@|on behalf of)(?: (?:the|our|your|a|an|local|his|her|"
    rf"their|\w+shire|old))*$",
    rf"@(?: {WORKS})*? (?:works?|working|worked|job|based|employed|does|did)\b(?: [\w']+){{0,4}}"
    rf" (?:in|for|at|by|with|from)(?: (?:the|our|a|an|local))*$",
    r"@ , both(?: from| with)?(?: the)?$",
    r"@ 's (?:old |new )?(?:employer|workplace|work|boss|firm|place of work)\b.{0,12}$",
    rf"\b(?:he|she|they)(?: {WORKS})+ (?:from|of|at|with|for|in)(?: (?:the|our|a|an|local))*$",
    rf"\b(?:the|that|a|one|two) (?:\w+ )?(?:{SOMEONE}|men|women|lot|pair|two)"
    rf" (?:{WHO} \w+ )?(?:from|of)(?: (?:the|our|a|an|local))*$",
]
EMPLOYS_ME = re.compile(
    r"\b(?:i|im|we)(?: [\w']+){0,3} (?:work|working|worked|employed|based|job|shifts?|"
    r"teach|taught|lecture)\b"
    r"(?: [\w']+){0,3} (?:for|at|in|with|by|from|of)(?: (?:the|a|an|our|my|your|local))*$"
    r"|\b(?:i 'm|i am|im|im) (?:also |here |just )*(?:from|with|at)(?: (?:the|a|an|our|local))*$"
    r"|^\^(?: [\w']+)? ?(?:based|work|working|employed) (?:at|for|in)(?: the)?$"
)
BESIDE = re.compile(rf"@(?:{BETWEEN}| :)(?: the)?$")
BOUNDARY = re.compile(r"(?:\$|[,;.)(·|/-]|—|–|and\b|&)")

HAS = (
    r"(?:'s|is|was|has|had|got|gets|'s got|has got|lives with|living with|lived with|suffers from|"
    r"struggles with|diagnosed with|diagnosed as|diagnosed|being|with|told)"
)
ILL = [
    rf"@(?:,| ,)?(?: who)?(?: (?:also|now|still|once|always|has|is|was|been|a|an|got|the|very|"
    rf"just))*"
    rf"(?: {HAS})+(?: (?:a|an|very|quite|so|on|in|got))*{GAP}?$",
    rf"\b(?:he|she)(?: {HAS})+(?: (?:a|an|very|quite|so|been|got))*{GAP}?$",
    r"@(?: ,)?(?: \()$|@ \($",
    r"@ 's(?: \w+)?$",
    r"@.*\b(?:her|his|their)(?: \w+)?$",
    rf"\b(?:the|that|our|one|this) (?:\w+ )?{SOMEONE} (?:with|who has|who is|who 's)"
    r"(?: (?:a|the))?$",
]
A_CASE = re.compile(rf"(?:{SOMEONE}\b|{WHERE}|{WHO}\b)")


IS_SO = r"(?:'s|\b(?:is|was|be|been|being|so|very|more|really|are|were|'m|am))$"
