"""The same words without the job: a first try, for somebody to read over before it is kept."""

from __future__ import annotations

import re
from collections.abc import Iterable

GAP = "\x00"  # where the job stood; no text has it
DETERMINER = r"(?i:an?|the|our|my|his|her|their|your)"

STEPS = [
    # "Osei, who is a ward nurse, says"; "Osei (ward nurse) says"; "Osei, ward nurse, says"
    (rf",? who(?:[’']s| is| was) (?:{DETERMINER} )?{GAP},?", ""),
    (rf" ?\((?:{DETERMINER} )?{GAP}(?:[,;] ?{GAP})*\)", ""),
    (rf"[,–—-]? ?(?<=[,–—-] )(?:{DETERMINER} )?{GAP}(?:, ?{GAP})*(?:,(?= [a-z]))?", ""),
    (rf" (?:(?:works? )?(?:from|of|at|with|for)|@) (?:{DETERMINER} )?{GAP}", ""),
    (rf"(?<=\b(?:is|as)) {DETERMINER} {GAP}|(?<= was) {DETERMINER} {GAP}", " …"),
    # "Could Thea the ward nurse say": a capital inside of a sentence is a name
    (rf"(?<=[a-z] )([A-Z][\w’'-]+) {DETERMINER} {GAP}(?= [a-z])", r"\1"),
    (rf"\b(?=[A-Z]){DETERMINER} {GAP}(?=[’']s\b| [a-z])", "Somebody"),
    (rf"\b{DETERMINER} {GAP}(?=[’']s\b| [a-z])", "somebody"),
    (rf"\b{DETERMINER} {GAP}", "…"),
    (rf"{GAP}\.? ?(?=[A-Z])", ""),  # "Dr Adeyemi", "social worker Dilys"
    (GAP, "…"),
]


def leave_out(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """``text`` without what stands at ``spans``, mended where the gap is easy to close."""
    gaps = sorted(spans, reverse=True)
    if not gaps:
        return text
    for start, end in gaps:
        text = text[:start] + GAP + text[end:]
    for pattern, instead in STEPS:
        text = re.sub(pattern, instead, text)
    text = re.sub(r" +([,.;])", r"\1", re.sub(r" {2,}", " ", text))
    return text.strip(" ,;–—-")
