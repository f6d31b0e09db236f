"""What changes a signed contract: an avenant, a renewal, a termination."""

from typing import Any

from django import forms

from maillage.community.contract.models import Contract, Termination
from maillage.www.depot.forms.contract import version_field
from maillage.www.shared.fields import DayField, OwnForm, long_text
from maillage.www.shared.formats import typed


class _DeedForm(OwnForm):
    effect_on = DayField(label="Prend effet le")
    planned_on = DayField(label="Signature visée le")
    version = version_field()

    @property
    def values(self) -> dict[str, Any]:
        """The fields that the deed keeps."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}

    @classmethod
    def of(cls, deed: Contract) -> "_DeedForm":
        """The form filled with what is kept."""
        return cls(initial={name: getattr(deed, name) for name in cls.base_fields})


class AmendmentForm(_DeedForm):
    """When an avenant takes effect, and why."""

    reason = forms.ChoiceField(label="Motif", choices=Contract.Reason.choices)
    reason_words = long_text("En quelques mots", required=False, rows=3)


class RenewalForm(_DeedForm):
    """When the contract that follows begins."""

    effect_on = DayField(label="Premier jour", help_text=typed("Le lendemain du dernier jour du contrat en cours."))


class TerminationForm(OwnForm):
    """Who ends the contract, since when it is known, the last day, and why."""

    party = forms.ChoiceField(label="À l'initiative de", choices=Termination.Party.choices)
    notified_on = DayField(label="Notifiée le")
    last_day = DayField(label="Dernier jour du contrat")
    reason = long_text("Motif de la résiliation", rows=3)
