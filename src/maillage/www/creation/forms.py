"""What is typed on the path of creation."""

from datetime import datetime

from django import forms
from django.utils import timezone

from maillage.community.creation.models import AcceleratorSession
from maillage.community.filing.models import Way
from maillage.facts.words import mission
from maillage.kernel.money import InvalidAmount, cents
from maillage.www.components.attachments import WithFiles

_LONG = 8_000


def _day(label: str, help_text: str = "") -> forms.DateField:
    return forms.DateField(
        label=label, help_text=help_text, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": f"{label} : donnez une date, par exemple 21/11/2026."},
    )  # fmt: skip


def _text(label: str, help_text: str = "", *, required: bool = True, rows: int = 6) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, required=required, max_length=_LONG, widget=forms.Textarea(attrs={"rows": rows})
    )


class ContactForm(forms.Form):
    """The request to the agency and the caisse."""

    carriers = _text("Les porteurs", "Qui vous êtes : professions, lieux d'exercice, comment vous joindre.", rows=5)
    message = _text("Votre message", "Où en est l'idée, ce que vous attendez de la rencontre, vos disponibilités.", rows=7)


class MeetingForm(forms.Form):
    """A date to propose."""

    on = _day("Jour")
    at = forms.TimeField(
        label="Heure",
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": "Heure : donnez-la ainsi, 18:30."},
    )
    place = forms.CharField(label="Lieu ou lien de visioconférence", max_length=250)

    @property
    def moment(self) -> datetime:
        """In the time of France."""
        found = datetime.combine(self.cleaned_data["on"], self.cleaned_data["at"])
        return timezone.make_aware(found, timezone.get_current_timezone())


class HeldForm(forms.Form):
    """A meeting already held."""

    held_on = _day("Tenue le")
    place = forms.CharField(label="Lieu", max_length=250)


class HeldOnForm(forms.Form):
    """The day of a meeting that was planned here."""

    held_on = _day("Tenue le")


class MinutesForm(forms.Form):
    """The minutes, and the version they were written over."""

    body = _text(
        "Compte rendu",
        "Présents, ce qui a été dit, qui fait quoi et pour quand. La mise en forme est celle des textes.",
        rows=14,
    )
    version = forms.IntegerField(min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)


class SendForm(WithFiles):
    """How the letter leaves, and with which annexes."""

    way = forms.ChoiceField(label="Envoi", choices=Way.choices, widget=forms.RadioSelect, initial=Way.MAILLAGE)
    sent_on = _day("Envoyée le", "Le jour du dépôt à La Poste ou de la remise ; aujourd'hui par Maillage.")


class ReceiptForm(forms.Form):
    """A receipt on paper."""

    received_on = _day("Reçue le")
    reference = forms.CharField(label="Référence de l'accusé de réception ou du récépissé", max_length=120)


class AnswerForm(WithFiles):
    """What is answered to a request for a piece: words, files, or both."""

    answer = _text("Votre réponse", "Écrivez-la ici, ou joignez la pièce.", required=False, rows=3)


class SupportForm(forms.Form):
    """What the answer of the agency grants."""

    institution_name = forms.CharField(label="Accordé par", max_length=120)
    amount = forms.CharField(label="Montant, en euros", max_length=20)
    purpose = forms.CharField(label="Objet", max_length=300)
    since = _day("Du")
    until = _day("Au", "Dernier jour compris.")
    decided_on = _day("Décidé le")
    reference = forms.CharField(label="Référence", max_length=120, required=False)

    def clean_amount(self) -> int:
        """Cents."""
        try:
            found = cents(self.cleaned_data["amount"])
        except InvalidAmount as wrong:
            raise forms.ValidationError(f"Montant : {wrong} ; écrivez par exemple 40 000,00.") from None
        if found <= 0:
            raise forms.ValidationError("Montant : donnez une somme plus grande que zéro.")
        return found


class CoordinatorForm(forms.Form):
    """The early coordinator, without a name."""

    employer = forms.CharField(
        label="Employeur", max_length=200, help_text="L'association, une MSP, un groupement d'employeurs…"
    )
    share = forms.IntegerField(label="Temps de travail, en % d'un temps plein", min_value=1, max_value=100)
    starts_on = _day("Prise de poste")
    ends_on = _day("Fin du financement")
    project_due_on = _day("Projet de santé déposé au plus tard le")
    contract_due_on = _day("Contrat signé au plus tard le")
    objectives = _text(
        "Objectifs", "Ce qui sera fait, dans quel ordre ; ils sont repris dans la fiche de poste.", required=False
    )
    version = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput, initial=0)


class SessionForm(forms.Form):
    """One session of the accelerator."""

    stage = forms.ChoiceField(label="Étape", choices=AcceleratorSession.Stage.choices)
    on = _day("Jour")
    theme = forms.CharField(label="Thème", max_length=200)
    outcome = _text("Ce qui en est sorti", "Laissez vide si la séance est à venir.", required=False, rows=4)


class OutcomeForm(forms.Form):
    """What came out of a session."""

    outcome = _text("Ce qui en est sorti", rows=4)


class MissionForm(forms.Form):
    """A socle mission that runs."""

    mission = forms.ChoiceField(label="Mission socle")
    since = _day("En fonctionnement depuis le")
    evidence = _text(
        "Ce qui le prouve", "Plannings, protocoles, comptes rendus, nombre de patients : sans nom de patient.", rows=5
    )

    def __init__(self, *args: object, keys: tuple[str, ...], **more: object) -> None:
        super().__init__(*args, **more)  # type: ignore[arg-type]
        field = self.fields["mission"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        field.choices = [(key, mission(key)) for key in keys]
