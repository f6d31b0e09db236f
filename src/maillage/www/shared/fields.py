"""Fields of the forms of the workspaces, which say their refusals in French: a day, a moment, a sum in euros, lines of text."""

from datetime import date, datetime
from typing import Any

from django import forms

from maillage.kernel.money import InvalidAmount, cents, euros
from maillage.www.shared.formats import typed

MAX_CENTS = 10_000_000_000
"""No sum of a CPTS comes near a hundred million euros."""


class OwnForm(forms.Form):
    """A form among others on its page: its identifiers are its own, so that each label finds its field."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **{"auto_id": f"{type(self).__name__.lower()}_%s", **more})


class DayField(forms.DateField):
    """A day between 2000 and 2099."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})

    def __init__(self, **more: Any) -> None:
        wrong = typed("Cette date n'existe pas : attendu jour/mois/année, par exemple 01/03/2027.")
        super().__init__(error_messages={"required": "Donnez cette date.", "invalid": wrong}, **more)

    def clean(self, value: Any) -> Any:
        day = super().clean(value)
        if isinstance(day, date) and not 2000 <= day.year <= 2099:
            raise forms.ValidationError(typed(f"L'année {day.year} est hors du possible : donnez une date de 2000 à 2099."))
        return day


class MomentField(forms.DateTimeField):
    """A day and an hour of France, between 2000 and 2099."""

    widget = forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})

    def __init__(self, **more: Any) -> None:
        wrong = typed("Cette date n'est pas lisible : attendu 21/11/2026 19:30.")
        super().__init__(error_messages={"required": "Donnez la date et l'heure.", "invalid": wrong}, **more)

    def to_python(self, value: Any) -> Any:
        try:
            found = super().to_python(value)
        except forms.ValidationError as refused:
            if refused.code != "ambiguous_timezone":
                raise
            raise forms.ValidationError(
                typed("Cette heure n'existe pas, ou revient deux fois : l'horloge change cette nuit-là. Donnez-en une autre.")
            ) from None
        if isinstance(found, datetime) and not 2000 <= found.year <= 2099:
            raise forms.ValidationError(typed(f"L'année {found.year} est hors du possible : donnez une date de 2000 à 2099."))
        return found


class EurosField(forms.CharField):
    """A sum typed in euros, kept in cents; None when empty. `least` in cents."""

    def __init__(self, *, least: int = 0, **more: Any) -> None:
        super().__init__(max_length=20, **more)
        self.least = least
        self.widget.attrs["inputmode"] = "decimal"

    def clean(self, value: Any) -> Any:
        text = super().clean(value).strip()
        if not text:
            return None
        name = str(self.label).partition(",")[0]
        try:
            found = cents(text)
        except InvalidAmount as refused:
            raise forms.ValidationError(typed(f"{name} : {refused} ; écrivez par exemple 12 500,00.")) from None
        if not self.least <= found <= MAX_CENTS:
            raise forms.ValidationError(
                typed(f"{name} : donnez une somme positive, de cent millions d'euros au plus, par exemple 12 500,00.")
            )
        return found

    def prepare_value(self, value: Any) -> Any:
        return f"{euros(value):f}".removesuffix(".00").replace(".", ",") if isinstance(value, int) else value


def text_field(label: str, missing: str, *, limit: int = 160, **more: Any) -> forms.CharField:
    """A line of text; `missing` says what to write."""
    return forms.CharField(
        label=label,
        max_length=limit,
        error_messages={"required": typed(missing), "max_length": f"{limit} caractères au plus."},
        **more,
    )


def lines_field(label: str, missing: str, *, rows: int, help_text: str = "") -> forms.CharField:
    """A list typed one item a line."""
    return forms.CharField(
        label=label,
        max_length=4_000,
        help_text=typed(help_text),
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": typed(missing), "max_length": typed("4 000 caractères au plus.")},
    )


def long_text(label: str, help_text: str = "", *, required: bool = True, rows: int = 6) -> forms.CharField:
    """A text of several paragraphs."""
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=typed(help_text), required=required, max_length=10_000, widget=area)
