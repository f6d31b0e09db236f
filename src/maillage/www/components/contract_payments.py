"""The past payments of a contract as the three parties read them: expected, received, late."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from maillage.community.communities.models import Community
from maillage.community.contract.models import PaymentReceived
from maillage.facts import words
from maillage.facts.dossier import FONCTIONNEMENT
from maillage.kernel.proof import Proof
from maillage.results.cpts import payments as results
from maillage.results.cpts.payments import Expected
from maillage.results.cpts.terms import Term
from maillage.www.shared.formats import day as short_day
from maillage.www.shared.formats import euros, typed


@dataclass(frozen=True, slots=True)
class Line:
    """One payment: what was expected, what is said of it and by whom; `gap` when another sum came."""

    label: str
    on: date
    amount: str
    proof: Proof | None
    said: str
    gap: str
    who: str
    is_late: bool


def read(community: Community, held: Sequence[Term], day: date) -> dict[str, Any]:
    """The past payments of these contracts."""
    expected = results.past(community, held, day)
    return {
        "payments": [_line(one) for one in expected],
        "apart": [_apart(row) for row in results.apart(community, expected) if row.term in {one.contract.term for one in held}],
    }


def _line(one: Expected) -> Line:
    told = one.told
    if told and told.received_on:
        said = f"{euros(told.cents or 0)} le {short_day(told.received_on)}"
    else:
        said = "en retard, pas encore reçu" if told and one.is_due else "reçu ?" if one.is_due else "à obtenir"
    gap = f"{'manque' if one.gap < 0 else 'en plus :'} {euros(abs(one.gap))}" if one.gap else ""
    late = one.is_due and not one.is_received
    return Line(typed(one.label), one.on, euros(one.cents), one.proof, typed(said), typed(gap), _who(told), late)


def _who(told: PaymentReceived | None) -> str:
    return typed(f"dit par {told.by} le {short_day(timezone.localdate(told.at))}") if told else ""


def _apart(row: PaymentReceived) -> str:
    what = "Fonctionnement" if row.subject == FONCTIONNEMENT else words.mission(row.subject)
    on = short_day(row.received_on) if row.received_on else ""
    told = f"{what}, {row.get_moment_display().lower()} de l'année {row.year} : {euros(row.cents or 0)} le {on}, {_who(row)}"
    return typed(told)
