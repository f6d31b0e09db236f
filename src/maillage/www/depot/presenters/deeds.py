"""What may be prepared after a text, on its page."""

from datetime import date, timedelta
from typing import Any

from maillage.community.communities.models import Community
from maillage.community.contract import selectors
from maillage.community.contract.models import Contract
from maillage.results.cpts import terms
from maillage.results.cpts.terms import Term
from maillage.www.depot.forms.deeds import AmendmentForm, RenewalForm, TerminationForm


def following(community: Community, shown: Contract, day: date, *, is_deed: bool) -> dict[str, Any]:
    """What is being prepared, and the forms of what may follow."""
    deeds, held = selectors.deeds(community), terms.terms_of(community)
    last = deeds[-1]
    forms = _forms(shown, last, held, day)
    return {
        "being_prepared": last if not last.signed_on and last != shown else None,
        "may_follow": bool(forms) or any(one.termination for one in held[-1:]),
        **forms,
    }


def _forms(shown: Contract, last: Contract, held: tuple[Term, ...], day: date) -> dict[str, Any]:
    """Those of the deed that is being prepared, or those that open the next one; none when another deed waits."""
    if not last.signed_on:
        if shown != last or (last.term, last.number) == (1, 0):
            return {}
        return {"amendment": AmendmentForm.of(last)} if last.number else {"renewal": RenewalForm.of(last)}
    if not held:
        return {}
    term = held[-1]
    next_day = term.period.end
    renewal = RenewalForm(initial={"effect_on": next_day, "planned_on": max(day, term.last_day), "version": 0})
    if term.period.end <= day:
        return {"renewal": renewal}
    soon = max(day, last.since) + timedelta(days=1)
    amendment = AmendmentForm(initial={"effect_on": soon, "planned_on": soon, "version": 0})
    if term.termination:
        return {"amendment": amendment, "renewal": renewal}
    return {"amendment": amendment, "renewal": renewal, "termination": TerminationForm()}
