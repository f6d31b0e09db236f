"""The acts of instruction: for each, its form, its permission, what it calls, and on which files it is offered."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms as django_forms

from maillage.accounts.roles import Permission
from maillage.community.filing.guards import AGENCY
from maillage.community.filing.models import Transmission, TransmissionKind
from maillage.community.filing.states import State
from maillage.institutions import instruction
from maillage.institutions.files import File
from maillage.www.institution import forms
from maillage.www.shared.espace import Visit
from maillage.www.shared.meeting_forms import HeldForm, MeetingForm

CONTACT, LETTRE, PROJET = TransmissionKind.CONTACT, TransmissionKind.LETTRE, TransmissionKind.PROJET


@dataclass(frozen=True, slots=True)
class Act:
    """`run` raises `UnableToSave`; `days` are the fields that begin with the present day."""

    title: str
    form: type[django_forms.Form]
    run: Callable[[Visit, Transmission, Any], None]
    done: str
    days: tuple[str, ...] = ()
    permission: Permission = Permission.INSTRUIRE

    def blank(self, name: str, visit: Visit, file: File) -> django_forms.Form:
        """The form before anything is typed."""
        seen = instruction.last_opinion(visit.institution, file.sent) if name == "avis" else None
        receipt = file.standing.receipt if name == "reception" else None
        day = receipt.received_on if receipt and file.standing.may_be_contested else visit.today
        initial = dict.fromkeys(self.days, day) | ({"seen": str(seen.pk)} if seen else {})
        return self.form(initial=initial, auto_id=f"{name}_%s")

    def bound(self, name: str, typed: Mapping[str, Any]) -> django_forms.Form:
        return self.form(typed, auto_id=f"{name}_%s")


def _with(act: Callable[..., None], *names: str) -> Callable[[Visit, Transmission, Any], None]:
    """Passes the fields of the form, and `today` when it is named."""

    def run(visit: Visit, sent: Transmission, form: Any) -> None:
        told = {name: getattr(visit, name) for name in names}
        act(visit.institution, sent, **form.cleaned_data, **told, by=visit.person, now=visit.now)

    return run


def _propose(visit: Visit, sent: Transmission, form: Any) -> None:
    given = {"at": form.moment, "place": form.cleaned_data["place"]}
    instruction.propose_meeting(visit.institution, sent, **given, by=visit.person, now=visit.now)


def _reply(visit: Visit, sent: Transmission, form: Any) -> None:
    given = {**form.cleaned_data, "kind": "reponse", "ground": ""}
    instruction.decide(visit.institution, sent, **given, by=visit.person, now=visit.now)


ACTS: dict[str, Act] = {
    "reception": Act(
        "Dater la réception",
        forms.ReceiptForm,
        _with(instruction.receive, "today"),
        "La réception est datée.",
        ("received_on",),
    ),
    "contestation": Act(
        "Contester la réception",
        forms.ContestForm,
        _with(instruction.contest, "today"),
        "La réception est contestée ; la CPTS le lit, et le délai attend votre date.",
    ),
    "rencontre": Act("Proposer une rencontre", MeetingForm, _propose, "La date est proposée à la CPTS."),
    "tenue": Act(
        "Enregistrer une rencontre déjà tenue",
        HeldForm,
        _with(instruction.record_meeting),
        "La rencontre est enregistrée : le délai de quinze jours est arrêté.",
        ("held_on",),
    ),
    "decision": Act(
        "Décider",
        forms.DecisionForm,
        _with(instruction.decide),
        "La décision est enregistrée ; la CPTS la lit.",
        ("decided_on",),
        Permission.DECIDER,
    ),
    "reponse": Act(
        "Répondre à la lettre",
        forms.ReplyForm,
        _reply,
        "La réponse est enregistrée ; la CPTS la lit.",
        ("decided_on",),
        Permission.DECIDER,
    ),
    "avis": Act("Donner l'avis de l'institution", forms.OpinionForm, _with(instruction.opine), "L'avis est enregistré."),
    "piece": Act("Demander une pièce", forms.PieceForm, _with(instruction.ask), "La pièce est demandée à la CPTS."),
    "soutien": Act(
        "Enregistrer un soutien financier",
        forms.SupportForm,
        _with(instruction.grant),
        "Le soutien est enregistré.",
        ("decided_on",),
        Permission.DECIDER,
    ),
}
"""Name of the act, as addresses say it; in the order of the page."""


def offered(file: File, visit: Visit) -> dict[str, Act]:
    """What this person may do on this file today."""
    names = _on(file) - (_AGENCY if _is_for_the_agency(file, visit) else set())
    return {name: act for name, act in ACTS.items() if name in names and act.permission in visit.may}


_AGENCY = {"reception", "contestation"}


def _is_for_the_agency(file: File, visit: Visit) -> bool:
    """Whether the receipt of this file is to be dated by an agency, and this institution is none."""
    return file.sent.kind == PROJET and visit.institution.kind != AGENCY


def _on(file: File) -> set[str]:
    sent, standing = file.sent, file.standing
    if not file.is_open:
        return {"soutien"} if sent.kind == LETTRE and standing.state is State.REPONDU else set()
    if sent.kind == CONTACT:
        return {"rencontre", "tenue"}
    found = {"avis", "piece"}
    if standing.receipt is None or standing.contest:
        found.add("reception")
    elif standing.may_be_contested:
        found |= _AGENCY
    if sent.kind == LETTRE:
        return found | {"reponse", "soutien"}
    return found | ({"decision"} if standing.clock else set())
