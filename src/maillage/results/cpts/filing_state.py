"""The state of a filing in words: what it is, what it means, what comes next. Every page and document asks here, none tells it
by itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from maillage.community.communities.models import Community
from maillage.community.filing import selectors as filing
from maillage.community.filing.models import Decision, Receipt, TransmissionKind
from maillage.community.filing.states import Standing, State, contest_of
from maillage.kernel.french import day as short_day
from maillage.kernel.french import long_day, plural, typed


@dataclass(frozen=True, slots=True)
class FilingState:
    """A filing on a day. `tone` is the level of an alert; the sentences may be empty, never the label."""

    standing: Standing
    label: str
    """« Opposition du 12/11/2026, motif : le territoire n'est pas pertinent »."""
    tone: str
    meaning: str = ""
    """What follows from it, for everybody."""
    ours: str = ""
    """What the CPTS may do next."""
    theirs: str = ""
    """The same, as the others read it."""

    @property
    def is_opposed(self) -> bool:
        return self.standing.state is State.OPPOSITION

    @property
    def must_be_told(self) -> bool:
        """Whether a page that shows something else must say it first."""
        return self.tone in ("erreur", "attention") and self.standing.state is not State.RETIRE


def describe(standing: Standing) -> FilingState:
    """The words of a state that was drawn from the records."""
    if found := _TOLD.get(standing.state):
        return found(standing)
    label = typed(f"{standing.state.value} depuis le {short_day(standing.since)}")
    return FilingState(standing, label, _TONES[standing.state], basis(standing) if standing.state in _RUNNING else "")


def of_project(community: Community, day: date) -> FilingState | None:
    """The filing of the health project that counts on a day; None before the first. Asked within the walls."""
    sent = filing.transmissions(community, TransmissionKind.PROJET).prefetch_related("decisions")
    return last_of(filing.standing(one, day) for one in sent)


def last_of(found: Iterable[Standing]) -> FilingState | None:
    """The same among standings already read, oldest first: a copy taken back leaves the one before it, and its opposition."""
    every = [one for one in found if one.transmission.kind == TransmissionKind.PROJET]
    counted = [one for one in every if one.state is not State.RETIRE] or every
    return describe(counted[-1]) if counted else None


def clock_words(standing: Standing, day: date) -> str:
    """The two months in a sentence: what stopped them, what is left, or whose word they wait for."""
    clock = standing.clock
    if clock is None:
        computed = standing.computed
        return typed(f"Le délai ne court pas : jour calculé, le {long_day(computed.end)}, {CONFIRM}.") if computed else ""
    if clock.stopped_on:
        what = {State.OPPOSITION: "Opposition", State.VALIDE: "Validation expresse"}.get(standing.state, "Décision")
        late = "après le jour calculé" if clock.is_late(clock.stopped_on) else "dans le délai"
        return typed(f"{what} du {long_day(clock.stopped_on)}, {late} ({long_day(clock.end)}).")
    if clock.is_over(day):
        said = "sans opposition" if standing.is_firm else f"d'après une réception que l'agence n'a pas datée : {CONFIRM}"
        return typed(f"Le délai s'est achevé le {long_day(clock.end)} {said}.")
    left = clock.days_left(day)
    return "C'est le dernier jour du délai." if left == 0 else typed(f"Il reste {plural(left, 'jour')}.")


def basis(standing: Standing) -> str:
    """On what the receipt rests; for the pages of both sides and for the certificate."""
    receipt, until, contest = standing.receipt, standing.contest_until, standing.contest
    if receipt is None:
        return ""
    given = _given(receipt)
    if contest:
        said = f"contestée le {_on(contest.at)} par {contest.institution_name} : « {contest.reason} »"
    elif receipt.source == Receipt.Source.AGENCE:
        return typed(f"{given}.")
    elif until is None or receipt.told_at is None:
        said = f"aucune agence de ce territoire n'a pu en être prévenue dans Maillage : le jour calculé est {CONFIRM}"
    elif standing.is_firm:
        said = f"signalée à {receipt.told_to} le {_on(receipt.told_at)}, et non contestée au {short_day(until)}"
    else:
        said = f"signalée à {receipt.told_to} le {_on(receipt.told_at)}, contestable jusqu'au {short_day(until)} inclus"
    return typed(f"{given} ; {said}.")


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that happened to the receipt, on the day it was recorded."""

    on: date
    sentence: str


def told_of(receipt: Receipt) -> tuple[Told, ...]:
    """What happened to one day of receipt, oldest first; the same for both sides."""
    found = [Told(timezone.localdate(receipt.recorded_at), typed(_given(receipt)))]
    if receipt.told_at:
        found.append(Told(timezone.localdate(receipt.told_at), typed(f"Réception signalée à {receipt.told_to}")))
    if contest := contest_of(receipt):
        sentence = f"Réception contestée par {contest.institution_name} : « {contest.reason} »"
        found.append(Told(timezone.localdate(contest.at), typed(sentence)))
    return tuple(found)


def history(receipts: Iterable[Receipt]) -> tuple[Told, ...]:
    """Everything that was said of the receipt of a file, oldest first."""
    every = sorted(receipts, key=lambda one: one.recorded_at)
    return tuple(sorted((told for one in every for told in told_of(one)), key=lambda told: told.on))


def _given(receipt: Receipt) -> str:
    day, source = short_day(receipt.received_on), Receipt.Source(receipt.source)
    if source is Receipt.Source.ELECTRONIQUE:
        return f"Réception du {day}, jour de la transmission dans Maillage (aucun texte lu ne le dit : choix de Maillage)"
    if source is Receipt.Source.AGENCE or receipt.institution_name:
        return f"Réception du {day}, datée par {receipt.institution_name}"
    return f"Réception du {day}, déclarée par la CPTS (accusé {receipt.reference})"


def _on(at: datetime) -> str:
    return short_day(timezone.localdate(at))


CONFIRM = "à faire confirmer par l'ARS"
_RUNNING = (State.EN_EXAMEN, State.REPUTE_VALIDE)
_TONES = {
    State.ENVOYE: "info",
    State.EN_EXAMEN: "info",
    State.REPONDU: "succes",
    State.VALIDE: "succes",
    State.REPUTE_VALIDE: "succes",
    State.RETIRE: "attention",
}


def _contested(standing: Standing) -> FilingState:
    contest, computed = standing.contest, standing.computed
    if contest is None:
        raise ValueError(f"{standing.transmission} n'est pas contestée")
    day = f" Le jour calculé, le {long_day(computed.end)}, est {CONFIRM}." if computed else ""
    return FilingState(
        standing,
        typed(f"Réception contestée le {_on(contest.at)} par {contest.institution_name}"),
        "attention",
        typed(f"{basis(standing)} Aucun délai ne court tant que l'agence n'a pas donné sa date.{day}"),
        "Montrez votre preuve de réception à l'agence : elle donnera sa date dans Maillage, et le délai courra depuis ce jour.",
        "L'agence doit donner sa propre date de réception : le délai courra depuis ce jour.",
    )


def _unconfirmed(standing: Standing) -> FilingState:
    until = standing.contest_until
    wait = (
        f"le {short_day(until)} au soir, sans contestation, le projet sera réputé validé"
        if until
        else "demandez-lui d'y répondre par écrit"
    )
    return FilingState(
        standing,
        typed(f"Délai calculé achevé le {short_day(standing.since)}, {CONFIRM}"),
        "attention",
        typed(f"{basis(standing)} Le projet n'est pas réputé validé : aucun certificat n'est établi sur cette date."),
        typed(f"Demandez à l'agence de confirmer cette date ; {wait}."),
        "L'agence peut confirmer ce jour de réception, le contester, ou prendre sa décision.",
    )


def _opposed(standing: Standing) -> FilingState:
    decision = standing.decision
    if decision is None:
        raise ValueError(f"{standing.transmission} n'a pas de décision")
    ground = Decision.Ground(decision.ground).label
    return FilingState(
        standing,
        typed(f"Opposition du {short_day(decision.decided_on)}, motif : {ground[:1].lower()}{ground[1:]}"),
        "erreur",
        typed(
            f"{decision.institution_name} s'oppose au projet tel qu'il a été déposé (CSP, art. L1434-12) : il n'est pas validé, "
            "et le délai de validation tacite ne court plus. Aucun contrat ne peut se signer sur cette copie."
        ),
        typed(
            "Lisez les motifs, demandez une rencontre à l'agence, répondez dans le projet, puis déposez-le à nouveau : "
            "un nouveau délai de deux mois courra."
        ),
        "La CPTS peut compléter son projet et le déposer à nouveau, ce qui ouvre un nouveau délai de deux mois.",
    )


_TOLD = {State.OPPOSITION: _opposed, State.CONTESTE: _contested, State.A_CONFIRMER: _unconfirmed}
