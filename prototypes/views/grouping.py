"""Putting notes under themes: tick several, or move one; by keyboard, and without JavaScript.

A note on this page is called by its key, and behind a dot the theme it is
shown under: ``note.theme`` moves out of there, ``note`` alone out of nowhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from collaborative.http import MemberRequest, page
from collaborative.paging import turn
from members.here import enter
from members.models import Membership
from prototypes import actions, board
from prototypes.actions import Placed
from prototypes.alike import themes_alike
from prototypes.errors import NameIsTaken
from prototypes.forms import GroupForm
from prototypes.methods import SEEDS
from prototypes.models import Output, PrototypingSession, Theme
from prototypes.views.finding import session_to_work_on

MOST_UNDER_A_THEME = 3  # of one session; the others are a press away
TOLD = "told_of_a_move"  # in the session of the browser, from the POST to the page after it


@require_http_methods(["GET", "POST"])
def grouping(request: MemberRequest, collaborative: str, key: str) -> HttpResponse:
    """The notes of one session and all themes; ``?theme=`` opens one of them."""
    me = enter(request, collaborative)
    at = Board(request, me, session_to_work_on(me, key))
    if request.method != "POST":
        called = request.GET.get("note", "")
        return at.choose(called) if called else at.show(told=request.session.pop(TOLD, None))
    if "undo" in request.POST:
        return at.undo()
    return at.move()


@dataclass
class Board:
    """Somebody at the board of a session, with all themes at hand."""

    request: MemberRequest
    me: Membership
    session: PrototypingSession

    def __post_init__(self) -> None:
        every = Theme.objects.visible_to(self.me.person).filter(
            collaborative=self.session.collaborative_id
        )
        self.themes = board.in_tree(every.select_related("parent"))
        self.theme_by_key = {theme.key: theme for theme in self.themes}

    def move(self) -> HttpResponse:
        """Ticked notes, or one, to a theme that is there or is named now."""
        form = GroupForm(self.request.POST)
        ticked = self.request.POST.getlist("note")
        if not form.is_valid():
            return self.show(form=form, ticked=ticked, status=422)
        notes = self.notes(ticked)
        name, to = form.cleaned_data["name"], self.request.POST.get("to", "")
        if not name and not notes:
            form.add_error(None, "Tick a note first: with the space bar, or press on it.")
        elif not name and not to:
            form.add_error("name", "Choose a theme below, or give a new one its name.")
        if form.errors:
            return self.show(form=form, ticked=ticked, status=422)
        try:
            theme = self.named(name) if name else self.theme(to)
        except NameIsTaken:
            form.add_error("name", "There is a theme of that name. Press its button instead.")
            return self.show(form=form, ticked=ticked, status=422)
        keep = "keep" in self.request.POST
        changes = actions.group(notes=notes, to=theme, session=self.session, by=self.me, keep=keep)
        return self.answer({"to": theme.key, "changes": self.write(changes, notes)})

    def choose(self, called: str) -> HttpResponse:
        """The themes for one note. Asked for alone, or every note would carry every theme."""
        notes = self.notes([called])
        if not notes:
            raise Http404
        note, theme = notes[0]
        alike = [row for row in themes_alike(note, self.themes) if row != theme]
        others = [row for row in self.themes if row != theme and row not in alike]
        moving = {
            "note": note,
            "called": called,
            "theme": theme,
            "alike": alike,
            "others": others,
        }
        return self.show(moving=moving, part="prototypes/_move.html")

    def undo(self) -> HttpResponse:
        """Put back what a move changed; sent twice, it changes nothing more."""
        written = self.request.POST.getlist("undo")
        changes = self.read(written)
        actions.undo(changes=changes, session=self.session, by=self.me)
        return self.answer({"to": "", "changes": []})

    def theme(self, key: str) -> Theme:
        if key not in self.theme_by_key:
            raise Http404
        return self.theme_by_key[key]

    def named(self, name: str) -> Theme:
        theme = actions.name_theme(session=self.session, by=self.me, name=name)
        self.themes.append(theme)
        self.theme_by_key[theme.key] = theme
        return theme

    def notes(self, ticked: list[str]) -> list[tuple[Output, Theme | None]]:
        """Rows of this session; what is not (any more) among them is passed over."""
        called = [name.partition(".") for name in ticked]
        keys = {key for key, _, _ in called}
        rows = {row.key: row for row in self.session.outputs.standing().filter(key__in=keys)}
        return [(rows[key], self.theme_by_key.get(home)) for key, _, home in called if key in rows]

    def write(self, changes: list[Placed], notes: list[tuple[Output, Theme | None]]) -> list[str]:
        """Changes as a form carries them: "+note.theme" was added, "-note.theme" taken away."""
        note = {output.pk: output.key for output, _ in notes}
        theme = {row.pk: row.key for row in self.themes}
        return [
            f"{'+' if change.added else '-'}{note[change.output]}.{theme[change.theme]}"
            for change in changes
        ]

    def read(self, written: list[str]) -> list[Placed]:
        """Only of notes of this session and themes of this collaborative, whatever was sent."""
        notes = {output.key: output for output, _ in self.notes([name[1:] for name in written])}
        found = []
        for name in written:
            note, _, home = name[1:].partition(".")
            if note in notes and home in self.theme_by_key:
                theme = self.theme_by_key[home]
                found.append(Placed(notes[note].pk, theme.pk, added=name.startswith("+")))
        return found

    def answer(self, told: dict[str, Any]) -> HttpResponse:
        """The board as it is now; without htmx by way of a redirect."""
        if self.request.htmx:
            return self.show(told=told)
        self.request.session[TOLD] = told
        return redirect(self.address)

    @property
    def opened(self) -> Theme | None:
        """The theme that ``?theme=`` opens."""
        return self.theme_by_key.get(self.request.GET.get("theme", ""))

    @property
    def address(self) -> str:
        """Of this board, with what it has open."""
        names = {"collaborative": self.session.collaborative.slug, "key": self.session.key}
        asked = {"theme": self.opened.key} if self.opened else {}
        if after := self.request.GET.get("after", ""):
            asked["after"] = after
        return reverse("prototypes:grouping", kwargs=names) + (
            f"?{urlencode(asked)}" if asked else ""
        )

    def show(
        self,
        *,
        form: GroupForm | None = None,
        ticked: list[str] | None = None,
        told: dict[str, Any] | None = None,
        moving: dict[str, Any] | None = None,
        part: str = "prototypes/_board.html",
        status: int = 200,
    ) -> HttpResponse:
        """What has no home yet, or the notes of the open theme; then every theme."""
        standing = self.session.outputs.standing()
        opened = self.opened
        loose = standing.filter(themes=None)
        notes = standing.filter(themes=opened) if opened else loose
        context = {
            "session": self.session,
            "seeds": SEEDS,
            "address": self.address,
            "asked": f"theme={opened.key}&" if opened else "",
            "moving": moving,
            "form": form or GroupForm(),
            "ticked": set(ticked or ()),
            "told": self.tell(told),
            "opened": opened,
            "notes": turn(notes, "pk", after=self.request.GET.get("after", "")),
            "loose": loose.count(),
            "shown": board.shown(self.themes, standing, most=MOST_UNDER_A_THEME),
        }
        return page(self.request, "prototypes/grouping.html", context, part=part, status=status)

    def tell(self, told: dict[str, Any] | None) -> dict[str, Any] | None:
        """What just happened, with what a form needs to undo it."""
        if told is None:
            return None
        keys = list(dict.fromkeys(change[1:].partition(".")[0] for change in told["changes"]))
        one = self.session.outputs.filter(key__in=keys).first() if len(keys) == 1 else None
        theme = self.theme_by_key.get(told["to"])
        return {"theme": theme, "changes": told["changes"], "one": one, "count": len(keys)}
