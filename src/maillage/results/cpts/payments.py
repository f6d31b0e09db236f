"""The payments of the contracts whose day has passed, beside what was said of each: received, not yet, or nothing.

Nobody here knows what reached a bank account: a payment stays in sight until somebody says that it came.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from maillage.community.communities.models import Community
from maillage.community.contract.actions import PaymentKey, last_told
from maillage.community.contract.models import PaymentReceived
from maillage.facts.dossier import FONCTIONNEMENT
from maillage.kernel.proof import Proof
from maillage.results.cpts import contract as results
from maillage.results.cpts.terms import Term, started
from maillage.results.runs.model import EN_JEU, Payment, Run, Sum

_VARIABLE = ("volet_variable", "en_jeu")
_Moment = PaymentReceived.Moment


@dataclass(frozen=True, slots=True)
class Expected:
    """One payment, due on a day. `parts`: what the run makes of it; `told`: what was last said of it."""

    run: Run
    key: PaymentKey
    first: date
    on: date
    parts: tuple[Payment, ...]
    told: PaymentReceived | None

    @property
    def label(self) -> str:
        return self.parts[0].label

    @property
    def cents(self) -> int:
        return Sum.of(self.parts).cents

    @property
    def proof(self) -> Proof | None:
        return Sum.of(self.parts).proof

    @property
    def is_due(self) -> bool:
        """Whether some of it is awaited; what is only at stake is not."""
        return any(part.status != EN_JEU for part in self.parts)

    @property
    def is_received(self) -> bool:
        return self.told is not None and self.told.received_on is not None

    @property
    def gap(self) -> int:
        """What came beyond the sum expected, negative when it lacks; 0 before anything came."""
        return (self.told.cents or 0) - self.cents if self.told and self.is_received else 0


def key_of(term: int, payment: Payment) -> PaymentKey:
    """The key of a payment of a run."""
    last = payment.key.rpartition(".")[2]
    variable = last in _VARIABLE
    moment = _Moment.VARIABLE if variable else _Moment(last)
    volet = "volet_variable" if variable else "volet_fixe" if payment.mission else "montant"
    return PaymentKey(term, payment.year, payment.mission or FONCTIONNEMENT, volet, moment.value)


def past(community: Community, held: Sequence[Term], day: date) -> list[Expected]:
    """Those of every contract that has begun, by day; a contract that cannot be computed gives none, its own page says why."""
    told = last_told(community)
    found = [one for term in started(held, day) for one in _of_term(community, term, told, day)]
    return sorted(found, key=lambda one: (one.on, one.key))


def apart(community: Community, expected: Iterable[Expected]) -> list[PaymentReceived]:
    """What was said to be received and that no contract foresees any more: it stays in sight."""
    known = {one.key for one in expected}
    return [row for key, row in last_told(community).items() if key not in known and row.received_on]


def run_of(community: Community, term: Term, day: date) -> Run | None:
    """What a contract pays, by its text of a day, or of its last day; None when it cannot be computed."""
    try:
        return results.run(community, term.text(min(day, term.last_day)), day)
    except results.NoFunding:
        return None


def _of_term(community: Community, term: Term, told: dict[PaymentKey, PaymentReceived], day: date) -> Iterator[Expected]:
    run = run_of(community, term, day)
    if run is None:
        return
    last = term.last_day if term.termination else term.period.end
    groups: dict[PaymentKey, list[Payment]] = {}
    for payment in run.payments:
        if payment.on < day and payment.on <= last:
            groups.setdefault(key_of(term.contract.term, payment), []).append(payment)
    for key, parts in groups.items():
        yield Expected(run, key, term.period.start, parts[0].on, tuple(parts), told.get(key))
