"""How every form looks: our templates, our classes, our words.

Label → problem → hint → control, tied together by ``aria-describedby``
(``templates/django/forms/field.html``). Nothing to remember in a form class
but ``Plain``, which says the commonest problems in our words.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting

# What Django says by itself is short and a little stern. The first kind that fits counts.
IN_OUR_WORDS: list[tuple[type[forms.Field], dict[str, str]]] = [
    (forms.BooleanField, {"required": "Please tick this."}),
    (
        forms.MultipleChoiceField,
        {
            "required": "Please choose at least one.",
            "invalid_choice": "Please choose from these.",
            "invalid_list": "Please choose from these.",
        },
    ),
    (
        forms.ChoiceField,
        {"required": "Please choose one.", "invalid_choice": "Please choose one of these."},
    ),
    (forms.EmailField, {"invalid": "Please look at this again: a name, an @, and what follows."}),
    (forms.DateField, {"invalid": "We could not read this day. Write it like 31/12/2026."}),
    (forms.TimeField, {"invalid": "We could not read this time. Write it like 09:30."}),
    (forms.FileField, {"empty": "This file is empty. Please choose it again, or another."}),
    (forms.IntegerField, {"invalid": "Please write a number."}),
    (forms.Field, {"required": "Please fill this in."}),
]
TOO_LONG = "Please make this shorter: %(limit_value)d letters at most. It has %(show_value)d now."

CHOICES = (forms.CheckboxInput, forms.RadioSelect, forms.CheckboxSelectMultiple)


class Field(forms.BoundField):
    """Gives boxes the class ``input``, and names problem and hint in the order they are read."""

    def build_widget_attrs(
        self, attrs: dict[str, Any], widget: forms.Widget | None = None
    ) -> dict[str, Any]:
        attrs = super().build_widget_attrs(attrs, widget)
        widget = widget or self.field.widget
        if not isinstance(widget, CHOICES) and not widget.is_hidden:
            own = f"{widget.attrs.get('class', '')} {attrs.get('class', '')}"
            attrs["class"] = " ".join(["input", *own.split()])
        return attrs

    @property
    def aria_describedby(self) -> str | None:
        described = super().aria_describedby
        return " ".join(sorted(described.split())) if described else described  # _error, _helptext

    @property
    def first_id(self) -> str:
        """Where the error summary leads: the box, or the first of several."""
        return f"{self.auto_id}_0" if self.use_fieldset else self.id_for_label

    @property
    def is_tick(self) -> bool:
        """One box to tick: its words stand beside it."""
        return isinstance(self.field.widget, forms.CheckboxInput)


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(attrs={"class": "fit"}, format="%Y-%m-%d")


class Renderer(TemplatesSetting):
    """Set as ``FORM_RENDERER``: every form, allauth's too, is drawn by our templates."""

    form_template_name = "django/forms/form.html"
    field_template_name = "django/forms/field.html"
    bound_field_class = Field


class Plain(forms.BaseForm):
    """Mix into a form: its commonest problems are said in our words.

    A field that brings its own ``error_messages`` keeps them.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            for code, words in _our_words(field).items():
                if field.error_messages.get(code) == _djangos_words(field, code):
                    field.error_messages[code] = words
            field.error_messages.setdefault("max_length", TOO_LONG)


def _our_words(field: forms.Field) -> dict[str, str]:
    found: dict[str, str] = {}
    for kind, words in IN_OUR_WORDS:
        if isinstance(field, kind):
            found = {**words, **found}
    return found


def _djangos_words(field: forms.Field, code: str) -> Any:
    """What the class of a field says by itself, if anything."""
    for kind in type(field).__mro__:
        own = vars(kind).get("default_error_messages", {})
        if code in own:
            return own[code]
    return None
