"""What completes a signed deed, as the three parties read it: what, by whom, and what the reader may answer."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from maillage.community.contract import selectors
from maillage.community.contract.models import Completion, Contract, Signature
from maillage.facts import words
from maillage.facts.dossier import FONCTIONNEMENT
from maillage.www.shared.formats import day as short_day
from maillage.www.shared.formats import euros, typed

_VOLETS = {
    "volet_fixe": "volet fixe",
    "volet_variable": "volet variable, au plus",
    "plan_initial": "écriture du plan",
    "plan_mise_a_jour": "mise à jour du plan",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One completion that counts; `object_href` when the reader may withdraw or contest it."""

    text: str
    object_href: str
    object_label: str


def read(contract: Contract, home: str, party: Signature.Party | None, *, may_answer: bool) -> dict[str, Any]:
    """Those that count, and those that no longer do. `home`: address of the deeds for the reader."""
    rows = list(selectors.completions(contract))
    label = "Retirer" if party == Signature.Party.CPTS else "Contester"
    answers = may_answer and party is not None
    return {
        "completions": [
            Line(_text(row), f"{home}{contract.pk}/complements/{row.pk}/contester/" if answers else "", label)
            for row in rows
            if row.stands
        ],
        "past_completions": [_past(row) for row in rows if not row.stands],
    }


def named(row: Completion) -> str:
    """« Accès aux soins, volet fixe : 60 000,00 € », or the indicator."""
    mission = "Fonctionnement" if row.mission == FONCTIONNEMENT else words.mission(row.mission)
    if row.indicator:
        return typed(f"{mission}, annexe de l'année {row.indicator.year} : {row.indicator.label}")
    return typed(", ".join(filter(None, (mission, _VOLETS.get(row.volet, "")))) + f" : {euros(row.cents or 0)}")


def _text(row: Completion) -> str:
    return typed(f"{named(row)}, saisi par {row.by} le {short_day(timezone.localdate(row.at))}")


def _past(row: Completion) -> str:
    (one,) = row.objections.all()
    on = short_day(timezone.localdate(one.at))
    return typed(f"{_text(row)}. {one.get_kind_display()} par {one.speaker} le {on} : {one.reason}")
