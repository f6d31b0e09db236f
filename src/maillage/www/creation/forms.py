"""What is typed on the path of creation."""

from django import forms

from maillage.community.creation.models import AcceleratorSession
from maillage.community.filing.models import Way
from maillage.facts.words import mission
from maillage.www.components.attachments import WithFiles
from maillage.www.shared.fields import DayField, EurosField, long_text


class ContactForm(forms.Form):
    """The request to the agency and the caisse."""

    carriers = long_text("Les porteurs", "Qui vous êtes : professions, lieux d'exercice, comment vous joindre.", rows=5)
    message = long_text("Votre message", "Où en est l'idée, ce que vous attendez de la rencontre, vos disponibilités.", rows=7)


class HeldOnForm(forms.Form):
    """The day of a meeting that was planned here."""

    held_on = DayField(label="Tenue le")


class MinutesForm(forms.Form):
    """The minutes, and the version they were written over."""

    body = long_text(
        "Compte rendu",
        "Présents, ce qui a été dit, qui fait quoi et pour quand. **Gras** entre astérisques, listes par des tirets.",
        rows=14,
    )
    version = forms.IntegerField(min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)


class SendForm(WithFiles):
    """How the letter leaves, and with which annexes."""

    way = forms.ChoiceField(label="Envoi", choices=Way.choices, widget=forms.RadioSelect, initial=Way.MAILLAGE)
    sent_on = DayField(label="Envoyée le", help_text="Le jour du dépôt à La Poste ou de la remise ; aujourd'hui par Maillage.")


class AnswerForm(WithFiles):
    """What is answered to a request for a piece: words, files, or both."""

    answer = long_text("Votre réponse", "Écrivez-la ici, ou joignez la pièce.", required=False, rows=3)


class SupportForm(forms.Form):
    """What the answer of the agency grants."""

    institution_name = forms.CharField(label="Accordé par", max_length=120)
    amount = EurosField(label="Montant, en euros", least=1)
    purpose = forms.CharField(label="Objet", max_length=300)
    since = DayField(label="Du")
    until = DayField(label="Au", help_text="Dernier jour compris.")
    decided_on = DayField(label="Décidé le")
    reference = forms.CharField(label="Référence", max_length=120, required=False)


class CoordinatorForm(forms.Form):
    """The early coordinator, without a name."""

    employer = forms.CharField(
        label="Employeur", max_length=200, help_text="L'association, une MSP, un groupement d'employeurs…"
    )
    share = forms.IntegerField(label="Temps de travail, en % d'un temps plein", min_value=1, max_value=100)
    starts_on = DayField(label="Prise de poste")
    ends_on = DayField(label="Fin du financement")
    project_due_on = DayField(label="Projet de santé déposé au plus tard le")
    contract_due_on = DayField(label="Contrat signé au plus tard le")
    objectives = long_text(
        "Objectifs", "Ce qui sera fait, dans quel ordre ; ils sont repris dans la fiche de poste.", required=False
    )
    version = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput, initial=0)


class SessionForm(forms.Form):
    """One session of the accelerator."""

    stage = forms.TypedChoiceField(label="Étape", choices=AcceleratorSession.Stage.choices, coerce=AcceleratorSession.Stage)
    on = DayField(label="Jour")
    theme = forms.CharField(label="Thème", max_length=200)
    outcome = long_text("Ce qui en est sorti", "Laissez vide si la séance est à venir.", required=False, rows=4)


class OutcomeForm(forms.Form):
    """What came out of a session, and the version it was written over."""

    outcome = long_text("Ce qui en est sorti", rows=4)
    version = forms.IntegerField(min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)


class MissionForm(forms.Form):
    """A socle mission that runs."""

    mission = forms.ChoiceField(label="Mission socle")
    since = DayField(label="En fonctionnement depuis le")
    evidence = long_text(
        "Ce qui le prouve", "Plannings, protocoles, comptes rendus, nombre de patients : sans nom de patient.", rows=5
    )

    def __init__(self, *args: object, keys: tuple[str, ...], **more: object) -> None:
        super().__init__(*args, **more)  # type: ignore[arg-type]
        field = self.fields["mission"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        field.choices = [(key, mission(key)) for key in keys]
