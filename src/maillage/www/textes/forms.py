"""What a reader may ask of the law: words to look for, a day, and what was published on another day."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from maillage.law.sentences import typographic

FIRST_DAY, LAST_DAY = date(1945, 1, 1), date(2100, 1, 1)


class _DayField(forms.DateField):
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def __init__(self, label: str, help_text: str) -> None:
        super().__init__(label=label, help_text=typographic(help_text), required=False, input_formats=["%Y-%m-%d", "%d/%m/%Y"])
        self.error_messages["invalid"] = typographic(
            f"{label} : cette date n'existe pas ; écrivez-la jour/mois/année, par exemple 03/09/2022."
        )

    def clean(self, value: object) -> date | None:
        day = super().clean(value)
        if day and not FIRST_DAY <= day < LAST_DAY:
            sentence = f"{self.label} : {day:%d/%m/%Y} est hors du calendrier ; choisissez un jour entre 1945 et 2099."
            raise forms.ValidationError(typographic(sentence))
        return day


class AskingForm(forms.Form):
    """GET fields of every page of the law."""

    q = forms.CharField(label="Chercher dans la loi", required=False, max_length=100, strip=True)
    le = _DayField("Ce qui s'applique le", "Par défaut : aujourd'hui.")
    connu_le = _DayField("D'après les textes publiés au", "Par défaut : tous les textes connus.")

    def __init__(self, data: Mapping[str, Any]) -> None:
        super().__init__(data, auto_id="champ_%s")
        self.fields["q"].error_messages["max_length"] = typographic(
            "La recherche tient en cent caractères : gardez un ou deux mots."
        )
