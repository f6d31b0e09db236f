"""A meeting between a CPTS and an institution, as either of them types it."""

from datetime import datetime

from django import forms
from django.utils import timezone

from maillage.www.shared.fields import DayField
from maillage.www.shared.formats import typed


class MeetingForm(forms.Form):
    """A date to propose."""

    on = DayField(label="Jour")
    at = forms.TimeField(
        label="Heure",
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"required": typed("Donnez l'heure."), "invalid": typed("Heure : écrivez-la ainsi, 18:30.")},
    )
    place = forms.CharField(label="Lieu, ou lien de la visioconférence", max_length=250)

    @property
    def moment(self) -> datetime:
        """In the time of France."""
        found = datetime.combine(self.cleaned_data["on"], self.cleaned_data["at"])
        return timezone.make_aware(found, timezone.get_current_timezone())


class HeldForm(forms.Form):
    """A meeting already held."""

    held_on = DayField(label="Tenue le")
    place = forms.CharField(label="Lieu", max_length=250)
