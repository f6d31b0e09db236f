"""What came of the payments of one day."""

from collections.abc import Sequence
from typing import Any

from django import forms

from maillage.community.contract.actions import Said
from maillage.results.cpts.payments import Expected
from maillage.www.shared.fields import DayField, EurosField, OwnForm
from maillage.www.shared.formats import typed

NOT_YET = "pas_encore"


class PaymentsForm(OwnForm):
    """« Oui, reçu le … » with the sum of each, or « Pas encore ». From the dashboard, every sum as it was expected (`tout`)."""

    received_on = DayField(label="Reçu le", required=False)

    def __init__(self, *args: Any, lines: Sequence[Expected], **more: Any) -> None:
        super().__init__(*args, **more)
        self.lines = lines
        for one in lines:
            known = one.told.cents if one.told and one.is_received else one.cents if one.is_due else None
            self.fields[str(one.key)] = EurosField(label=typed(one.label), required=False, initial=known)
        days = [one.told.received_on for one in lines if one.told and one.is_received]
        self.fields["received_on"].initial = days[0] if days else lines[0].on

    @property
    def rows(self) -> list[tuple[Expected, forms.BoundField]]:
        """Each payment with the field of what came."""
        return [(one, self[str(one.key)]) for one in self.lines]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self._is_not_yet and data.get("received_on") is None and "received_on" not in self.errors:
            self.add_error("received_on", typed("Donnez le jour où l'argent est arrivé, ou répondez « Pas encore »."))
        if not self._is_not_yet and not self.errors and not any(one.cents is not None for one in self.said):
            self.add_error(None, typed("Donnez au moins une somme reçue, ou répondez « Pas encore »."))
        return data

    @property
    def said(self) -> list[Said]:
        """For the action: a sum left empty did not come yet, and one received before stays as it was said."""
        return [self._said(one) for one in self.lines if self.data.get("tout") != "oui" or (one.is_due and not one.is_received)]

    def _said(self, one: Expected) -> Said:
        whole = self.data.get("tout") == "oui"
        cents = None if self._is_not_yet else one.cents if whole else self.cleaned_data.get(str(one.key))
        return Said(one.key, one.first, None if cents is None else self.cleaned_data["received_on"], cents)

    @property
    def _is_not_yet(self) -> bool:
        return self.data.get("reponse") == NOT_YET
