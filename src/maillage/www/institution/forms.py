"""What an agent types about a file, and who may join the institution."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone

from maillage.accounts import roles
from maillage.community.filing.models import Decision, Opinion
from maillage.institutions.models import Institution
from maillage.kernel.money import InvalidAmount, cents

_LONG = 10_000


def _day(label: str, help_text: str = "", *, required: bool = True) -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=help_text,
        required=required,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": f"{label} : donnez une date, par exemple 21/11/2026."},
    )


def _text(label: str, help_text: str = "", *, required: bool = True, rows: int = 5) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, required=required, max_length=_LONG, widget=forms.Textarea(attrs={"rows": rows})
    )


class ReceiptForm(forms.Form):
    """When the file arrived."""

    received_on = _day("Reçu le", "Le délai court depuis ce jour ; la date ne se change plus ensuite.")


class OpinionForm(forms.Form):
    """The opinion of the institution; `seen` is the one that the page showed."""

    sense = forms.ChoiceField(label="Sens", choices=Opinion.Sense.choices, widget=forms.RadioSelect)
    body = _text("Motifs", "Obligatoires pour un avis avec réserves ou défavorable.", required=False)
    shared = forms.BooleanField(
        label="Partager avec la CPTS", required=False, help_text="Sinon l'avis reste entre institutions."
    )
    seen = forms.CharField(required=False, max_length=36, widget=forms.HiddenInput)


class PieceForm(forms.Form):
    """A piece to ask for."""

    body = _text("Pièce demandée", "Laquelle, et pourquoi. La demande ne suspend pas le délai légal.", rows=3)
    due_on = _day("À fournir le", "Facultatif.", required=False)


class DecisionForm(forms.Form):
    """What becomes of a project."""

    kind = forms.ChoiceField(
        label="Décision",
        widget=forms.RadioSelect,
        choices=[(one.value, one.label) for one in (Decision.Kind.VALIDATION, Decision.Kind.OPPOSITION)],
    )
    decided_on = _day("Décidée le")
    ground = forms.ChoiceField(
        label="Motif d'opposition",
        required=False,
        choices=[("", "Aucun : validation"), *Decision.Ground.choices],
        help_text="Une opposition n'a que ces deux motifs possibles (CSP, art. L1434-12).",
    )
    reasons = _text("Motivation", "Obligatoire pour une opposition.", required=False)


class ReplyForm(forms.Form):
    """The answer to a letter."""

    decided_on = _day("Datée du")
    reasons = _text("Réponse", "La CPTS la lit dès l'enregistrement.", rows=8)


class SupportForm(forms.Form):
    """What the answer grants."""

    amount = forms.CharField(label="Montant, en euros", max_length=20)
    purpose = forms.CharField(label="Objet", max_length=300)
    since = _day("Du")
    until = _day("Au", "Dernier jour compris.")
    decided_on = _day("Décidé le")
    reference = forms.CharField(label="Référence de la décision", max_length=120, required=False)

    def clean_amount(self) -> int:
        """Cents."""
        try:
            return cents(self.cleaned_data["amount"])
        except InvalidAmount as error:
            raise forms.ValidationError(f"Montant : {error}. Écrivez par exemple 40 000,00.") from error


class MeetingForm(forms.Form):
    """A date to propose."""

    on = _day("Jour")
    hour = forms.TimeField(
        label="Heure",
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": "Heure : écrivez-la ainsi, 18:30."},
    )
    place = forms.CharField(label="Lieu, ou lien de la visioconférence", max_length=250)

    @property
    def moment(self) -> datetime:
        """In the time of France."""
        typed = datetime.combine(self.cleaned_data["on"], self.cleaned_data["hour"])
        return timezone.make_aware(typed, timezone.get_current_timezone())


class HeldForm(forms.Form):
    """A meeting that already took place."""

    held_on = _day("Tenue le")
    place = forms.CharField(label="Lieu", max_length=250)


class InviteForm(forms.Form):
    """An address and one of the roles that this institution gives."""

    email = forms.EmailField(label="Adresse électronique", max_length=254)
    role = forms.ChoiceField(label="Rôle")

    def __init__(self, *args: Any, institution: Institution, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["role"]
        given = roles.of_space(roles.INSTITUTION, institution.kind)
        field.choices = [(one.key, f"{one.label} : {one.purpose}") for one in given]  # type: ignore[attr-defined]
