"""What an agent types about a file, and who may join the institution."""

from typing import Any

from django import forms

from maillage.accounts import roles
from maillage.community.filing.models import Decision, Opinion
from maillage.institutions.models import Institution
from maillage.www.shared.fields import DayField, EurosField, long_text


class ReceiptForm(forms.Form):
    """When the file arrived."""

    received_on = DayField(label="Reçu le", help_text="Le délai court depuis ce jour ; la date ne se change plus ensuite.")
    reason = long_text(
        "Motif, si ce jour n'est pas celui qui était donné", "La CPTS le lit, et le premier jour reste dans l'historique.",
        required=False, rows=3,
    )  # fmt: skip


class ContestForm(forms.Form):
    """Why a day of receipt is not the right one, before the agency gives its own."""

    reason = long_text(
        "Motif", "La CPTS le lit. Aucun délai ne court ensuite, tant que vous n'avez pas daté la réception.", rows=4
    )


class OpinionForm(forms.Form):
    """The opinion of the institution; `seen` is the one that the page showed."""

    sense = forms.ChoiceField(label="Sens", choices=Opinion.Sense.choices, widget=forms.RadioSelect)
    body = long_text("Motifs", "Obligatoires pour un avis avec réserves ou défavorable.", required=False)
    shared = forms.BooleanField(
        label="Partager avec la CPTS", required=False, help_text="Sinon l'avis reste entre institutions."
    )
    seen = forms.CharField(required=False, max_length=36, widget=forms.HiddenInput)


class PieceForm(forms.Form):
    """A piece to ask for."""

    body = long_text("Pièce demandée", "Laquelle, et pourquoi. La demande ne suspend pas le délai légal.", rows=3)
    due_on = DayField(label="À fournir le", help_text="Facultatif.", required=False)


class DecisionForm(forms.Form):
    """What becomes of a project."""

    kind = forms.ChoiceField(
        label="Décision",
        widget=forms.RadioSelect,
        choices=[(one.value, one.label) for one in (Decision.Kind.VALIDATION, Decision.Kind.OPPOSITION)],
    )
    decided_on = DayField(label="Décidée le")
    ground = forms.ChoiceField(
        label="Motif d'opposition",
        required=False,
        choices=[("", "Aucun : validation"), *Decision.Ground.choices],
        help_text="Une opposition n'a que ces deux motifs possibles (CSP, art. L1434-12).",
    )
    reasons = long_text("Motivation", "Obligatoire pour une opposition.", required=False)


class ReplyForm(forms.Form):
    """The answer to a letter."""

    decided_on = DayField(label="Datée du")
    reasons = long_text("Réponse", "La CPTS la lit dès l'enregistrement.", rows=8)


class SupportForm(forms.Form):
    """What the answer grants."""

    amount = EurosField(label="Montant, en euros", least=1)
    purpose = forms.CharField(label="Objet", max_length=300)
    since = DayField(label="Du")
    until = DayField(label="Au", help_text="Dernier jour compris.")
    decided_on = DayField(label="Décidé le")
    reference = forms.CharField(label="Référence de la décision", max_length=120, required=False)


class InviteForm(forms.Form):
    """An address and one of the roles that this institution gives."""

    email = forms.EmailField(label="Adresse électronique", max_length=254)
    role = forms.ChoiceField(label="Rôle")

    def __init__(self, *args: Any, institution: Institution, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["role"]
        given = roles.of_space(roles.INSTITUTION, institution.kind)
        field.choices = [(one.key, f"{one.label} : {one.purpose}") for one in given]  # type: ignore[attr-defined]
