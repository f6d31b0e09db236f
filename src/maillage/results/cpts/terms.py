"""The contracts of a CPTS through time: what is in force on a day, until when, and what ended it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from maillage.community.communities.models import Community
from maillage.community.contract import selectors
from maillage.community.contract.models import Contract, Termination
from maillage.kernel.periods import Period, add_months, anniversary
from maillage.law import reader
from maillage.results.gather.funding import contract_years

NOTICE = "aci/contrat/preparation_du_renouvellement"


@dataclass(frozen=True, slots=True)
class Term:
    """A signed contract with its signed avenants. Its period ends at its term, or before when something ended it."""

    contract: Contract
    amendments: tuple[Contract, ...]
    period: Period
    due_day: date
    """The last day written in the agreement: the eve of the fifth anniversary of the first."""
    termination: Termination | None

    @property
    def last_day(self) -> date:
        return self.period.last_day

    def text(self, day: date) -> Contract:
        """The last deed signed by that day and in effect: the contract itself before its first avenant."""
        found = [one for one in self.amendments if one.signed_on and max(one.signed_on, one.since) <= day]
        return found[-1] if found else self.contract


def terms_of(community: Community) -> tuple[Term, ...]:
    """The signed contracts, oldest first. Asked within the walls."""
    return terms(selectors.deeds(community), selectors.terminations(community))


def terms(deeds: Iterable[Contract], terminations: Iterable[Termination]) -> tuple[Term, ...]:
    """The same from rows already read, in order: a portfolio reads those of all its CPTS at once."""
    signed = [one for one in deeds if one.signed_on]
    ended = {one.contract_id: one for one in terminations}
    contracts = [one for one in signed if not one.number]
    found = []
    for place, contract in enumerate(contracts):
        due_end = anniversary(contract.since, contract_years(contract.since))
        ends = [due_end, *(after.since for after in contracts[place + 1 : place + 2])]
        if termination := ended.get(contract.pk):
            ends.append(termination.last_day + timedelta(days=1))
        amendments = tuple(one for one in signed if one.number and one.term == contract.term)
        period = Period(contract.since, max(min(ends), contract.since))
        found.append(Term(contract, amendments, period, due_end - timedelta(days=1), termination))
    return tuple(found)


def term_on(found: Iterable[Term], day: date) -> Term | None:
    """The contract of a day; None before the first and after an end."""
    return next((one for one in found if day in one.period), None)


def shown(community: Community, day: date) -> Contract | None:
    """The text in force; else the last that was; else the first contract while it is prepared."""
    found = terms_of(community)
    if begun := started(found, day):
        return begun[-1].text(day)
    return selectors.contract_of(community)


def started(found: Iterable[Term], day: date) -> list[Term]:
    """Those that have begun, ended or not."""
    return [one for one in found if one.period.start <= day]


def held_since(found: Sequence[Term], day: date) -> date | None:
    """Since when a CPTS is under contract without a break; None when it is not on that day."""
    if term_on(found, day) is None:
        return None
    begun = started(found, day)
    since = begun[-1].period.start
    for one in reversed(begun[:-1]):
        if one.period.end < since:
            break
        since = one.period.start
    return since


def renew_from(term: Term, day: date) -> date:
    """From when the renewal is to be prepared, as told on a day: some months before the end, a choice of ours."""
    months = reader.load().at(NOTICE, day).value().chosen
    return add_months(term.period.end, -int(months or 0))
