"""What is typed of a fiche-action: its texts, and two lists of lines (hours, indicators)."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django import forms
from django.http import QueryDict

from maillage.community.missions.contents import FICHE, of_fiche
from maillage.community.missions.models import FicheAction, Objective
from maillage.www.shared.fields import EurosField

KINDS = (("", "—"), ("suivi", "Suivi"), ("resultat", "Résultat"))
_LISTS = ("human", "indicators")
_EMPTY_LINES = 2
_HELP = {
    "axis": "Le volet de la mission : médecin traitant, soins non programmés, parcours diabète…",
    "context": "Le besoin auquel l'action répond, et le chiffre du diagnostic qui le montre.",
    "specific_objectives": "Mesurables et datés : combien, pour qui, avant quand.",
    "description": "Les étapes, avec leurs dates.",
    "pilot": "La personne ou le groupe qui répond de l'action.",
    "aci_indicator": "L'indicateur du contrat que l'action fait avancer, s'il y en a un.",
    "evaluation": "Ce qui a été constaté, et la décision : continuer, ajuster ou arrêter.",
}


class FicheForm(forms.ModelForm):
    """The texts of a fiche."""

    objective = forms.ChoiceField(label="Objectif servi", required=False)
    budget = EurosField(label="Budget annuel, en euros", required=False)
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput, initial=0)

    class Meta:
        model = FicheAction
        fields = tuple(name for name in FICHE if name not in (*_LISTS, "objective", "budget"))
        help_texts = _HELP
        widgets: ClassVar = {
            name: forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}) for name in ("starts_on", "ends_on")
        }

    def __init__(self, *args: Any, objectives: Iterable[Objective], **more: Any) -> None:
        super().__init__(*args, **more)
        self.objectives = {str(one.pk): one for one in objectives}
        field = self.fields["objective"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        field.choices = [("", "— aucun pour l'instant —"), *((key, one.title) for key, one in self.objectives.items())]
        for name in ("starts_on", "ends_on"):
            self.fields[name].required = False
        for bound in self.fields.values():
            if isinstance(bound.widget, forms.Textarea):
                bound.widget.attrs["rows"] = 4

    def clean_objective(self) -> Objective | None:
        return self.objectives.get(self.cleaned_data["objective"])

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        start, end = found.get("starts_on"), found.get("ends_on")
        if start and end and end < start:
            self.add_error(
                "ends_on", f"Le {end:%d/%m/%Y} précède le début, le {start:%d/%m/%Y} : corrigez l'une des deux dates."
            )
        return found

    def _post_clean(self) -> None:
        """The row is written by its action, never by the form."""


class HumanLine(forms.Form):
    """Hours of one profile."""

    profile = forms.CharField(label="Profil", max_length=120, required=False)
    hours = forms.IntegerField(label="Heures par an", min_value=1, max_value=100_000, required=False)

    def clean(self) -> dict[str, Any]:
        found = self.cleaned_data
        if bool(found.get("profile")) != bool(found.get("hours")) and not self.errors:
            raise forms.ValidationError("Moyens humains : donnez le profil et ses heures, ou videz la ligne.")
        return found


class IndicatorLine(forms.Form):
    """One indicator of the fiche."""

    label = forms.CharField(label="Indicateur", max_length=200, required=False)
    kind = forms.ChoiceField(label="Nature", choices=KINDS, required=False)
    start = forms.CharField(label="Au départ", max_length=60, required=False)
    target = forms.CharField(label="Cible", max_length=60, required=False)
    source = forms.CharField(label="Source", max_length=120, required=False)
    frequency = forms.CharField(label="Fréquence", max_length=60, required=False)

    def clean(self) -> dict[str, Any]:
        found = self.cleaned_data
        if any(found.get(name) for name in self.fields) and not (found.get("label") and found.get("kind")):
            raise forms.ValidationError("Indicateur : donnez au moins son intitulé et sa nature, ou videz la ligne.")
        return found


HumanLines = forms.formset_factory(HumanLine, extra=_EMPTY_LINES, max_num=20, absolute_max=20)
IndicatorLines = forms.formset_factory(IndicatorLine, extra=_EMPTY_LINES, max_num=20, absolute_max=20)


class FicheForms:
    """The form and its two lists, read and refused together; they start from `kept`, an earlier version, or from the fiche."""

    def __init__(self, objectives: Iterable[Objective], *, data: QueryDict | None = None, fiche: FicheAction | None = None,
                 kept: Mapping[str, Any] | None = None, initial: Mapping[str, Any] | None = None) -> None:  # fmt: skip
        start = {**(kept or (of_fiche(fiche) if fiche else {})), **(initial or {}), "version": fiche.version if fiche else 0}
        # lines that come back are read as they are: a line may be the same as one kept meanwhile at its place
        lists = {name: start.get(name) if data is None else None for name in _LISTS}
        self.main = FicheForm(data, objectives=objectives, initial=start)
        self.human = HumanLines(data, prefix="human", initial=lists["human"])
        self.indicators = IndicatorLines(data, prefix="indicators", initial=lists["indicators"])

    def is_valid(self) -> bool:
        return all([self.main.is_valid(), self.human.is_valid(), self.indicators.is_valid()])

    @property
    def values(self) -> dict[str, Any]:
        """For the action: lines left empty are dropped."""
        typed = {name: self.main.cleaned_data[name] for name in FICHE if name not in _LISTS}
        human = [line for line in self.human.cleaned_data if line.get("profile")]
        indicators = [line for line in self.indicators.cleaned_data if line.get("label")]
        return {**typed, "human": human, "indicators": indicators}
