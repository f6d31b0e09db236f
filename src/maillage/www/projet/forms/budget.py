"""What is typed of the provisional budget: a line, and the dates the contract is supposed to have."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from maillage.community.money.accounts import EXPENSES, RECEIPTS
from maillage.community.money.models import BudgetLine
from maillage.facts.words import MISSIONS
from maillage.www.shared.fields import DayField, EurosField

_PLACES = (
    ("Dépenses", [(f"depense:{key}", name) for key, name in EXPENSES.items()]),
    ("Recettes", [(f"recette:{key}", name) for key, name in RECEIPTS.items()]),
)


class LineForm(forms.Form):
    """A receipt or an expense; its heading says which."""

    place = forms.ChoiceField(label="Poste", choices=[("", "— choisir —"), *_PLACES])
    label = forms.CharField(label="Libellé", max_length=200)
    amount = EurosField(label="Montant, en euros", least=1)
    year = forms.TypedChoiceField(label="Année du contrat", coerce=int)
    repeat = forms.BooleanField(label="Reporter la même somme sur les années suivantes", required=False)
    mission = forms.ChoiceField(label="Mission", required=False, choices=[("", "— aucune en particulier —"), *MISSIONS.items()])
    note = forms.CharField(label="Note", max_length=300, required=False, help_text="Devis, hypothèse, convention…")
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput, initial=0)

    def __init__(self, *args: Any, years: int, is_new: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        self.last_year = years
        field = self.fields["year"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        field.choices = [(number, f"Année {number}") for number in range(1, years + 1)]
        if not is_new:
            del self.fields["repeat"]

    @property
    def values(self) -> dict[str, Any]:
        """For the action."""
        found = self.cleaned_data
        side, account = found["place"].split(":")
        kept = {name: found[name] for name in ("label", "mission", "note", "year")}
        return {**kept, "side": side, "account": account, "cents": found["amount"]}

    @property
    def years(self) -> range:
        """The years that a new line goes to."""
        first = self.cleaned_data["year"]
        return range(first, (self.last_year if self.cleaned_data.get("repeat") else first) + 1)


def initial_of(line: BudgetLine) -> dict[str, Any]:
    """What the form shows of a row."""
    kept = {name: getattr(line, name) for name in ("label", "mission", "note", "year", "version")}
    return {**kept, "place": f"{line.side}:{line.account}", "amount": line.cents}


class DatesForm(forms.Form):
    """When the contract would be signed, and when each mission would start; an empty mission is not in the budget."""

    signed_on = DayField(label="Signature du contrat")

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for name, label in MISSIONS.items():
            self.fields[f"start_{name}"] = DayField(label=f"Démarrage : {label}", required=False)

    @property
    def starts(self) -> dict[str, date]:
        """Mission -> first day, for those that start."""
        return {name: day for name in MISSIONS if (day := self.cleaned_data.get(f"start_{name}"))}


def dates_initial(signed_on: date, starts: Mapping[str, date]) -> dict[str, Any]:
    """What the form of dates shows first."""
    return {"signed_on": signed_on, **{f"start_{name}": day for name, day in starts.items()}}
