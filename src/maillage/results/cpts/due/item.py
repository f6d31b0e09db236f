"""One thing that is due."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID

from maillage.community.communities.models import Community
from maillage.community.filing import selectors as filing
from maillage.community.filing.clocks import Clock
from maillage.community.filing.models import TransmissionKind
from maillage.community.filing.states import OPEN, Standing, State
from maillage.institutions.models import Kind
from maillage.kernel.proof import Proof
from maillage.results.runs.model import Payment, Sum

CPTS = "cpts"
FUNDERS = (Kind.ARS.value, Kind.CPAM.value)
FUNDERS_NAME = "l'ARS et l'Assurance Maladie"


@dataclass(frozen=True, slots=True)
class Due:
    """Something awaited. `when` is the last day, included; None when nothing sets one."""

    kind: str
    """« horloge », « reception », « opposition », « piece », « avis », « rencontre », « contrat », « versement », « texte »,
    « remarque », « objectif » or « invitation »."""
    what: str
    actors: tuple[str, ...]
    """Who must act: « cpts », kinds of institution, or « invite »."""
    actor: str
    """The others among them in words, for a sentence; empty when the CPTS acts alone."""
    waiter: str
    """Who waits for it, in words; empty for the CPTS itself."""
    when: date | None
    address: str
    """Where to act, from the home of the CPTS: « depot/ »."""
    parameter: str = ""
    """Path of the law's parameter that sets the day, for « Pourquoi ? »."""
    clock: Clock | None = None
    subject: UUID | None = None
    """The transmission concerned."""
    parts: tuple[Payment, ...] = ()
    """Of a payment: what it adds, each with its certainty, its proof and the key of its explanation."""
    remark: str = ""
    """Of a payment: what to do about the weakest of its parts."""
    asks: bool = False
    """Of a payment whose day passed: whether it came is asked at `address`."""

    @property
    def is_ours(self) -> bool:
        """Whether the CPTS must act."""
        return CPTS in self.actors

    @property
    def proof(self) -> Proof | None:
        """The weakest of the parts."""
        return Sum.of(self.parts).proof

    def days_left(self, day: date) -> int | None:
        """0 on the last day, negative after it."""
        return None if self.when is None else (self.when - day).days


@dataclass(frozen=True)
class Situation:
    """A CPTS on a day, with its files read once for all the sources."""

    community: Community
    day: date

    @cached_property
    def standings(self) -> tuple[Standing, ...]:
        """Every file and its state, oldest first."""
        sent = filing.transmissions(self.community).prefetch_related("decisions")
        return tuple(filing.standing(one, self.day) for one in sent)

    @property
    def waiting(self) -> list[Standing]:
        """Files that wait for something."""
        return [one for one in self.standings if one.state in OPEN]

    def is_sent(self, kind: TransmissionKind) -> bool:
        """Whether the last file of this kind waits for its answer, or had a good one."""
        last = [one for one in self.standings if one.transmission.kind == kind][-1:]
        return any(one.state not in (State.OPPOSITION, State.RETIRE) for one in last)


Source = Callable[[Situation], Iterator[Due]]


def address_of(kind: str) -> str:
    """Where the CPTS follows a transmission of a kind."""
    pages = {TransmissionKind.CONTACT: "creation/contact/", TransmissionKind.LETTRE: "creation/lettre/"}
    return pages.get(TransmissionKind(kind), "depot/")
