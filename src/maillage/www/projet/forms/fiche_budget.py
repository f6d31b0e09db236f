"""Which fiches-actions enter the provisional budget, under which heading, for which sum."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from maillage.community.money.accounts import EXPENSE, EXPENSES
from maillage.results.cpts.fiche_budget import Offer
from maillage.www.shared.fields import EurosField
from maillage.www.shared.formats import typed


class TakeForm(forms.Form):
    """One fiche: taken or not, its heading, its sum a year."""

    take = forms.BooleanField(label="Reprendre", required=False)
    account = forms.ChoiceField(label="Poste", choices=list(EXPENSES.items()))
    amount = EurosField(label="Montant par an, en euros", required=False, least=1)

    def __init__(self, data: QueryDict | None, offer: Offer) -> None:
        initial = {"take": offer.cents is not None, "account": offer.account, "amount": offer.cents}
        super().__init__(data, prefix=str(offer.fiche.pk), initial=initial)
        self.offer = offer

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        if found.get("take") and not found.get("amount") and "amount" not in self.errors:
            number = self.offer.fiche.number
            self.add_error(
                "amount", typed(f"Montant : la fiche n° {number} n'a pas de somme ; écrivez-la, ou décochez la fiche.")
            )
        return found

    @property
    def line(self) -> tuple[dict[str, Any], Sequence[int]]:
        """Values and years, for the action."""
        offer, found = self.offer, self.cleaned_data
        return {
            "side": EXPENSE,
            "account": found["account"],
            "label": offer.label,
            "mission": offer.fiche.mission,
            "cents": found["amount"],
            "note": offer.note,
            "fiche_id": offer.fiche.pk,
        }, offer.years


class TakeForms:
    """All the fiches that are offered, read and refused together."""

    def __init__(self, offers: Iterable[Offer], data: QueryDict | None = None) -> None:
        self.forms = [TakeForm(data, offer) for offer in offers]

    def is_valid(self) -> bool:
        return not [form for form in self.forms if not form.is_valid()]

    @property
    def lines(self) -> list[tuple[dict[str, Any], Sequence[int]]]:
        return [form.line for form in self.forms if form.cleaned_data["take"]]
