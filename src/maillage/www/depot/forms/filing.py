"""Filing the project, answering a piece."""

from datetime import date
from typing import Any

from django import forms

from maillage.accounts.refusals import UnableToSave
from maillage.community.filing import guards
from maillage.community.filing.models import TransmissionKind, Way
from maillage.www.components.attachments import CHOSEN, WithFiles
from maillage.www.shared.fields import DayField, OwnForm
from maillage.www.shared.formats import typed


class FilingForm(OwnForm, WithFiles):
    """How and when the project leaves, and with which annexes."""

    way = forms.ChoiceField(label="Comment il part", choices=Way.choices, widget=forms.RadioSelect, initial=Way.MAILLAGE)
    sent_on = DayField(
        label="Jour de l'envoi ou de la remise", help_text="Aujourd'hui : la copie est figée le jour où elle part."
    )

    def __init__(self, *args: Any, today: date, **more: Any) -> None:
        super().__init__(*args, **more)
        self.today = today
        self.fields["sent_on"].initial = today
        if CHOSEN in self.fields:
            self.fields[CHOSEN].initial = self.kept_for(TransmissionKind.PROJET.label)
        self.fields["way"].error_messages["required"] = "Dites comment le projet part."

    def clean_sent_on(self) -> date:
        sent_on: date = self.cleaned_data["sent_on"]
        try:
            guards.check_sent_on(sent_on, self.today)
        except UnableToSave as refused:
            raise forms.ValidationError(typed(str(refused))) from None
        return sent_on


class AnswerForm(OwnForm, WithFiles):
    """The answer to a piece that an institution asked for: words, files, or both."""

    answer = forms.CharField(
        label="Votre réponse",
        required=False,
        help_text="Écrivez-la ici, ou joignez la pièce.",
        max_length=3_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": typed("3 000 caractères au plus.")},
    )
