"""Every form: a label, a problem, a hint and a control that know of each other."""

from __future__ import annotations

import pytest
from django import forms
from django.template.loader import render_to_string

from collaborative.forms import Plain
from tests.look.html import all_of, by_id, classes, ids, read_part, text_of


class Agenda(Plain, forms.Form):
    what = forms.CharField(label="What is it about?", max_length=10)
    when = forms.ChoiceField(
        label="Which meeting?",
        help_text="Not sure? Take the next one.",
        widget=forms.RadioSelect,
        choices=[("a", "12 July"), ("b", "9 August")],
    )
    stand = forms.MultipleChoiceField(
        label="Where I stand",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("1", "I look after someone"), ("2", "I work as a peer")],
    )
    email = forms.EmailField(label="Your address", help_text="Only <b>we</b> see it.")
    pick = forms.ChoiceField(label="Give it to", required=False, choices=[("n", "Nuala")])
    short = forms.CharField(
        label="Short", required=False, widget=forms.TextInput(attrs={"class": "fit"})
    )
    agreed = forms.BooleanField(label="Yes, keep it.")
    own = forms.CharField(label="Own", error_messages={"required": "Say it in a few words."})
    key = forms.CharField(widget=forms.HiddenInput, initial="k")

    def clean(self) -> None:
        if self.data:
            raise forms.ValidationError("The last place has just been taken.")


@pytest.fixture
def wrong() -> Agenda:
    return Agenda({"what": "<script>alert(1)</script>", "email": "abi@", "key": "k"})


def test_every_control_is_named(wrong: Agenda) -> None:
    for form in (Agenda(), wrong):
        part = read_part(str(form))
        named = {label.get("for") for label in all_of(part, "label")}
        controls = [
            control
            for kind in ("input", "select", "textarea")
            for control in all_of(part, kind)
            if control.get("type") != "hidden"
        ]

        assert {control.get("id") for control in controls} == named
        assert len(ids(part)) == len(set(ids(part)))


def test_problem_and_hint_stand_before_the_box_and_are_tied_to_it(wrong: Agenda) -> None:
    part = read_part(str(wrong))
    box = by_id(part, "id_email")
    described = (box.get("aria-describedby") or "").split()
    order = ids(part)

    assert [text_of(by_id(part, name)) for name in described] == [
        "Please look at this again: a name, an @, and what follows.",
        "Only <b>we</b> see it.",
    ]
    assert box.get("aria-invalid") == "true"
    assert [order.index(name) for name in described] == sorted(order.index(n) for n in described)
    assert max(order.index(name) for name in described) < order.index("id_email")


def test_a_question_with_several_answers_is_a_group_with_its_question(wrong: Agenda) -> None:
    part = read_part(str(wrong))
    groups = {text_of(all_of(group, "legend")[0]): group for group in all_of(part, "fieldset")}
    when = groups["Which meeting?"]

    assert set(groups) == {"Which meeting?", "Where I stand"}
    assert [
        text_of(by_id(part, name)) for name in (when.get("aria-describedby") or "").split()
    ] == ["Please choose one.", "Not sure? Take the next one."]
    assert "wrong" in classes(when)
    assert all("tick" in classes(label) for label in all_of(when, "label"))


def test_boxes_have_our_class_and_keep_their_own(wrong: Agenda) -> None:
    part = read_part(str(wrong))

    assert classes(by_id(part, "id_what")) == ["input"]
    assert classes(by_id(part, "id_pick")) == ["input"]
    assert classes(by_id(part, "id_short")) == ["input", "fit"]
    assert classes(by_id(part, "id_agreed")) == []


def test_what_was_typed_stays_and_is_only_words(wrong: Agenda) -> None:
    part = read_part(str(wrong))

    assert by_id(part, "id_what").get("value") == "<script>alert(1)</script>"
    assert all_of(part, "script") == []


def test_the_summary_lists_every_problem_and_leads_to_its_box(wrong: Agenda) -> None:
    page = read_part(render_to_string("_errors.html", {"form": wrong}) + str(wrong))
    (summary,) = all_of(page, "section")
    targets = [link.get("href", "")[1:] for link in all_of(summary, "a")]

    assert text_of(all_of(summary, "h2")[0]) == "Six things to look at"
    assert [text_of(line) for line in all_of(summary, "li")] == [
        "The last place has just been taken.",
        "What is it about? Please make this shorter: 10 letters at most. It has 25 now.",
        "Which meeting? Please choose one.",
        "Your address: Please look at this again: a name, an @, and what follows.",
        "Yes, keep it. Please tick this.",
        "Own: Say it in a few words.",
    ]
    assert targets == ["id_what", "id_when_0", "id_email", "id_agreed", "id_own"]
    assert {by_id(page, target).tag for target in targets} == {"input"}
    assert summary.get("role") == "alert"


def test_no_summary_when_there_is_nothing_to_look_at() -> None:
    assert read_part(render_to_string("_errors.html", {"form": Agenda()})).find("*") is None


def test_the_page_says_what_is_wrong_with_the_whole(wrong: Agenda) -> None:
    assert "The last place has just been taken." in text_of(read_part(str(wrong)))


def test_two_forms_on_one_page_do_not_share_an_id(wrong: Agenda) -> None:
    other = Agenda({"what": ""}, prefix="other")
    both = "".join(render_to_string("_errors.html", {"form": f}) + str(f) for f in (wrong, other))
    names = ids(read_part(both))

    assert len(names) == len(set(names))


def test_a_form_without_our_words_still_looks_like_ours() -> None:
    class Small(forms.Form):
        name = forms.CharField(label="Name")

    part = read_part(str(Small({})))

    assert [classes(p) for p in all_of(part, "p")] == [["problem"]]
    assert classes(by_id(part, "id_name")) == ["input"]
