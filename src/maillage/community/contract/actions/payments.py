"""Which payments of the contract came, on what day, and how much: said by the CPTS, corrected by saying it again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from maillage.accounts import journal, turns
from maillage.accounts.models import User
from maillage.accounts.refusals import UnableToSave
from maillage.community.communities.models import Community
from maillage.community.contract import selectors
from maillage.community.contract.models import PaymentReceived


class PaymentKey(NamedTuple):
    """What a payment pays: it stays the same when its day or its sum are computed again."""

    term: int
    year: int
    subject: str
    volet: str
    moment: str

    def __str__(self) -> str:
        return "-".join(str(part) for part in self)


@dataclass(frozen=True, slots=True)
class Said:
    """A payment came on a day, in cents; both None: not yet. `first` is the first day of its contract."""

    key: PaymentKey
    first: date
    received_on: date | None = None
    cents: int | None = None


def last_told(community: Community) -> dict[PaymentKey, PaymentReceived]:
    """What counts of each payment: the last that was said."""
    return {
        PaymentKey(row.term, row.year, row.subject, row.volet, row.moment): row for row in selectors.payments_told(community)
    }


@turns.act
def tell_payments(community: Community, *, said: Iterable[Said], by: User, now: datetime, today: date) -> int:
    """Adds a row for each payment of which something else is said than before; gives how many."""
    known, count = last_told(community), 0
    for one in said:
        _check(one, today)
        before = known.get(one.key)
        if before and (before.received_on, before.cents) == (one.received_on, one.cents):
            continue
        kept = {**one.key._asdict(), "received_on": one.received_on, "cents": one.cents}
        row = PaymentReceived.objects.create(community=community, by=by, at=now, **kept)
        told = {"recu_le": one.received_on.isoformat(), "centimes": one.cents} if one.received_on else {"recu": "pas encore"}
        journal.write("contrat", by=by, at=now, chain=community.pk, subject=row, versement=str(one.key), **told)
        count += 1
    return count


def _check(one: Said, today: date) -> None:
    if one.received_on is None:
        return
    if one.received_on > today:
        raise UnableToSave(
            f"Reçu le : le {one.received_on:%d/%m/%Y} n'est pas encore passé ; donnez le jour où l'argent est arrivé."
        )
    if one.received_on < one.first:
        raise UnableToSave(
            f"Reçu le : le {one.received_on:%d/%m/%Y} est avant le premier jour du contrat ({one.first:%d/%m/%Y}) ; vérifiez l'année."
        )
