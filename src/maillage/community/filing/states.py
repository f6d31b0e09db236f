"""Where a transmission is on a day, drawn from its receipts, its decision and the law: pure, and never kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils import timezone

from maillage.community.filing import clocks
from maillage.community.filing.clocks import Clock, tacit_validation
from maillage.community.filing.models import Decision, Receipt, ReceiptContest, Transmission, TransmissionKind


class State(StrEnum):
    """What is awaited, or what became of it."""

    ENVOYE = "Envoyé, réception à dater"
    CONTESTE = "Réception contestée, date de l'agence attendue"
    EN_EXAMEN = "En cours d'examen"
    A_CONFIRMER = "Délai calculé achevé, à faire confirmer par l'ARS"
    REPONDU = "Réponse reçue"
    VALIDE = "Validé"
    REPUTE_VALIDE = "Réputé validé"
    OPPOSITION = "Opposition"
    RETIRE = "Retiré"


OPEN = (State.ENVOYE, State.CONTESTE, State.EN_EXAMEN, State.A_CONFIRMER)
"""Something is still awaited: no other of its kind may be sent."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A transmission as it stands on a day: its state, since when, its clock if one runs or ran."""

    transmission: Transmission
    state: State
    since: date
    clock: Clock | None
    decision: Decision | None
    receipt: Receipt | None = None
    """The one that counts, or the last one when it is contested."""
    contest: ReceiptContest | None = None
    """Of the receipt above: no clock runs until the agency gives its own date."""
    contest_until: date | None = None
    """Last day when the agency may contest a date that it did not give; None when it was not told, or gave it."""
    is_firm: bool = False
    """Whether the receipt is the agency's own, or was not contested in time: a certificate may rest on it."""

    @property
    def may_be_contested(self) -> bool:
        """Whether the agency may still contest the receipt, or give its own date."""
        return self.receipt is not None and self.contest is None and not self.is_firm

    @property
    def computed(self) -> Clock | None:
        """The two months from the receipt, even when it is contested: a day to have confirmed, not one that counts."""
        if self.clock or self.receipt is None or self.transmission.kind != TransmissionKind.PROJET:
            return self.clock
        return tacit_validation(self.receipt.received_on)


def contest_of(receipt: Receipt | None) -> ReceiptContest | None:
    """Its contestation, if there is one."""
    found: ReceiptContest | None = getattr(receipt, "contest", None)
    return found


def draw(sent: Transmission, decision: Decision | None, receipts: Iterable[Receipt], day: date) -> Standing:
    """The standing, from rows already read."""
    receipt = _counting(receipts)
    contest = contest_of(receipt)
    until, firm = _firmness(receipt, contest, day)
    clock = None
    if sent.kind == TransmissionKind.PROJET and receipt and contest is None:
        clock = tacit_validation(receipt.received_on, decided_on=decision.decided_on if decision else None)
    state, since = _closed(sent, decision) or _open(sent, receipt, contest, clock, day, firm=firm)
    return Standing(sent, state, since, clock, decision, receipt, contest, until, firm)


def _counting(receipts: Iterable[Receipt]) -> Receipt | None:
    """That of the agency, else the one to verify."""
    every = sorted(receipts, key=lambda one: (one.source == Receipt.Source.AGENCE, one.recorded_at))
    return every[-1] if every else None


def _firmness(receipt: Receipt | None, contest: ReceiptContest | None, day: date) -> tuple[date | None, bool]:
    if receipt is None or contest:
        return None, False
    if receipt.source == Receipt.Source.AGENCE:
        return None, True
    if receipt.told_at is None:
        return None, False
    until = clocks.contest_until(timezone.localdate(receipt.told_at))
    return until, day > until


def _closed(sent: Transmission, decision: Decision | None) -> tuple[State, date] | None:
    if sent.withdrawn_on:
        return State.RETIRE, sent.withdrawn_on
    if decision is None:
        return None
    states = {
        Decision.Kind.REPONSE: State.REPONDU,
        Decision.Kind.VALIDATION: State.VALIDE,
        Decision.Kind.OPPOSITION: State.OPPOSITION,
    }
    return states[Decision.Kind(decision.kind)], decision.decided_on


def _open(
    sent: Transmission, receipt: Receipt | None, contest: ReceiptContest | None, clock: Clock | None, day: date, *, firm: bool
) -> tuple[State, date]:
    if receipt is None:
        return State.ENVOYE, sent.sent_on
    if contest:
        return State.CONTESTE, timezone.localdate(contest.at)
    if clock and clock.is_over(day):
        return (State.REPUTE_VALIDE if firm else State.A_CONFIRMER), clock.end
    return State.EN_EXAMEN, receipt.received_on
