"""The pieces of the association, an assembly, its sheet and its votes."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone

from maillage.community.governance.models import Assembly
from maillage.community.governance.outlines import constitutive_assembly
from maillage.www.shared.fields import DayField, MomentField, OwnForm, lines_field, text_field
from maillage.www.shared.formats import typed

MAX_CALLED = 5_000
_COLLEGE = re.compile(r"^(?P<name>[^:]{1,80}?)\s*[:;]\s*(?P<convened>\d{1,5})$")
_SIGNERS = {"list": "porteurs"}
_NAMES = {"list": "porteurs-noms"}
"""Ids of the lists of `components/carriers.html`: names known already are offered, any other may be written."""
_TIME = forms.TimeInput(format="%H:%M", attrs={"type": "time"})


def _version() -> forms.IntegerField:
    return forms.IntegerField(min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)


class PieceForm(OwnForm):
    """The day a piece was obtained, and what to remember of it."""

    done_on = DayField(label="Faite le")
    note = forms.CharField(label="Référence ou note", max_length=300, required=False)


class AssemblyForm(OwnForm):
    """Who is called, where, when, on what, and by which rules it decides."""

    title = text_field("Titre", "Donnez un titre : assemblée constitutive, par exemple.", limit=120)
    at = MomentField(label="Date et heure")
    place = text_field("Lieu", "Dites où l'assemblée se tient, ou comment s'y joindre.", limit=250)
    sender = text_field(
        "Convoquée par",
        "Donnez le nom et la qualité de la personne qui convoque.",
        limit=120,
        widget=forms.TextInput(attrs=_SIGNERS),
    )
    agenda = lines_field(
        "Ordre du jour", "Écrivez au moins un point à l'ordre du jour.", rows=5, help_text="Un point par ligne."
    )
    colleges = lines_field(
        "Collèges et personnes convoquées",
        "Donnez au moins un collège.",
        rows=4,
        help_text="Un collège par ligne, avec le nombre de personnes convoquées : « Premier recours : 24 ». Retirez les autres.",
    )
    quorum_percent = forms.IntegerField(
        label="Quorum, en % des convoqués de chaque collège", min_value=0, max_value=100, help_text="0 : aucun quorum."
    )
    proxies_limit = forms.IntegerField(label="Pouvoirs qu'une personne peut porter", min_value=0, max_value=20)

    def clean_agenda(self) -> list[str]:
        return [point for line in self.cleaned_data["agenda"].splitlines() if (point := line.strip())]

    def clean_colleges(self) -> list[dict[str, Any]]:
        found = []
        for line in filter(str.strip, self.cleaned_data["colleges"].splitlines()):
            match = _COLLEGE.match(line.strip())
            if match is None or not 1 <= int(match["convened"]) <= MAX_CALLED:
                raise forms.ValidationError(
                    typed(
                        f"« {line.strip()[:60]} » n'est pas lisible : écrivez le nom du collège, deux-points, puis un nombre."
                    )
                )
            found.append({"name": match["name"].strip(), "convened": int(match["convened"])})
        return found

    @staticmethod
    def proposal(before: Assembly | None) -> dict[str, Any]:
        """Where a new call starts: the model of the constitutive assembly, then the colleges and the rules of the last one."""
        if before is not None:
            last = AssemblyForm.initial_of(before)
            return {name: last[name] for name in ("colleges", "quorum_percent", "proxies_limit")}
        model = constitutive_assembly()
        return {
            "title": model.title,
            "agenda": "\n".join(model.agenda),
            "colleges": "\n".join(f"{college} : " for college in model.colleges),
            "quorum_percent": model.quorum_percent,
            "proxies_limit": model.proxies_limit,
        }

    @staticmethod
    def initial_of(assembly: Assembly) -> dict[str, Any]:
        """What the form shows of a row."""
        names = ("title", "place", "sender", "quorum_percent", "proxies_limit", "version")
        kept = {name: getattr(assembly, name) for name in names}
        colleges = [f"{college['name']} : {college['convened']}" for college in assembly.colleges]
        at = timezone.localtime(assembly.at)
        return {**kept, "at": at, "agenda": "\n".join(assembly.agenda), "colleges": "\n".join(colleges)}


class CallForm(AssemblyForm):
    """The call of an assembly that exists, and the version it was changed over."""

    version = _version()


class PresenceForm(OwnForm):
    """One line of the attendance sheet."""

    name = text_field("Nom", "Donnez le nom de la personne.", limit=120, widget=forms.TextInput(attrs=_NAMES))
    profession = text_field("Profession", "Donnez sa profession ou sa qualité.", limit=80)
    college = forms.ChoiceField(label="Collège")
    represented_by = forms.CharField(
        label="Représenté par",
        max_length=120,
        required=False,
        help_text="Vide si la personne est présente.",
        widget=forms.TextInput(attrs=_NAMES),
    )

    def __init__(self, *args: Any, colleges: Sequence[str], **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["college"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        field.choices = [(name, name) for name in colleges]
        field.error_messages["invalid_choice"] = typed(
            "Ce collège n'est pas de cette assemblée : choisissez-en un de la liste."
        )


class ResolutionForm(OwnForm):
    """One vote."""

    text = text_field("Résolution", "Écrivez ce qui est mis aux voix.", limit=2_000, widget=forms.Textarea(attrs={"rows": 3}))
    votes_for = forms.IntegerField(label="Pour", min_value=0, max_value=MAX_CALLED)
    votes_against = forms.IntegerField(label="Contre", min_value=0, max_value=MAX_CALLED)
    abstentions = forms.IntegerField(label="Abstentions", min_value=0, max_value=MAX_CALLED)


class MinutesForm(OwnForm):
    """What the minutes say beside the attendance and the votes."""

    opened_at = forms.TimeField(label="Séance ouverte à", required=False, widget=_TIME)
    closed_at = forms.TimeField(label="Séance levée à", required=False, widget=_TIME)
    chair = forms.CharField(label="Présidence de séance", max_length=120, required=False, widget=forms.TextInput(attrs=_NAMES))
    secretary = forms.CharField(
        label="Secrétariat de séance", max_length=120, required=False, widget=forms.TextInput(attrs=_NAMES)
    )
    minutes = forms.CharField(label="Débats", max_length=60_000, required=False, widget=forms.Textarea(attrs={"rows": 10}))
    version = _version()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("opened_at") and data.get("closed_at") and data["closed_at"] < data["opened_at"]:
            self.add_error(
                "closed_at", typed("La séance ne peut pas être levée avant d'être ouverte : vérifiez les deux heures.")
            )
        return data
