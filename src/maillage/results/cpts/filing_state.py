"""The state of a filing in words: what it is, what it means, what comes next. Every page and document asks here, none tells it
by itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from maillage.community.communities.models import Community
from maillage.community.filing import selectors as filing
from maillage.community.filing.clocks import Clock
from maillage.community.filing.models import Decision, TransmissionKind
from maillage.community.filing.selectors import Standing, State
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
    if standing.state is State.OPPOSITION:
        return _opposed(standing)
    return FilingState(standing, typed(f"{standing.state.value} depuis le {short_day(standing.since)}"), _TONES[standing.state])


def of_project(community: Community, day: date) -> FilingState | None:
    """The filing of the health project that counts on a day; None before the first. Asked within the walls."""
    sent = filing.transmissions(community, TransmissionKind.PROJET).prefetch_related("decisions")
    return last_of(filing.standing(one, day) for one in sent)


def last_of(found: Iterable[Standing]) -> FilingState | None:
    """The same among standings already read, oldest first: a copy taken back leaves the one before it, and its opposition."""
    every = [one for one in found if one.transmission.kind == TransmissionKind.PROJET]
    counted = [one for one in every if one.state is not State.RETIRE] or every
    return describe(counted[-1]) if counted else None


def clock_words(clock: Clock, state: State, day: date) -> str:
    """The two months in a sentence: what stopped them, or what is left."""
    if clock.stopped_on:
        what = {State.OPPOSITION: "Opposition", State.VALIDE: "Validation expresse"}.get(state, "Décision")
        late = "après le dernier jour calculé" if clock.is_late(clock.stopped_on) else "dans le délai"
        return typed(f"{what} du {long_day(clock.stopped_on)}, {late} ({long_day(clock.end)}).")
    if clock.is_over(day):
        return typed(f"Le délai s'est achevé le {long_day(clock.end)} sans opposition.")
    left = clock.days_left(day)
    return "C'est le dernier jour du délai." if left == 0 else typed(f"Il reste {plural(left, 'jour')}.")


_TONES = {
    State.ENVOYE: "info",
    State.EN_EXAMEN: "info",
    State.REPONDU: "succes",
    State.VALIDE: "succes",
    State.REPUTE_VALIDE: "succes",
    State.RETIRE: "attention",
}


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
