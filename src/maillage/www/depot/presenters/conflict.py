"""Two people saved the same deed: what is kept now, beside what the second typed."""

from datetime import date
from typing import Any

from django import forms

from maillage.www.shared.fields import EurosField
from maillage.www.shared.formats import day, euros, number


def differences(kept: forms.Form, form: forms.Form) -> list[tuple[str, str]]:
    """What is kept where it is not what was typed: label and text. `kept` is the form as the page would show it."""
    found = [(bound, kept[bound.name].initial) for bound in form.visible_fields()]
    return [
        (str(bound.label), _text(bound.field, value))
        for bound, value in found
        if _known(value) != _known(form.cleaned_data[bound.name])
    ]


def _known(value: Any) -> Any:
    return None if value == "" else value


def _text(field: forms.Field, value: Any) -> str:
    if _known(value) is None:
        return "(vide)"
    if isinstance(field, EurosField):
        return euros(value)
    if isinstance(field, forms.ChoiceField):
        return str(dict(field.choices).get(value, value))  # type: ignore[arg-type]
    if isinstance(value, date):
        return day(value)
    return number(value) if isinstance(value, int) else str(value)
