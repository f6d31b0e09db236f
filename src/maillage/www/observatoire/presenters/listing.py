"""Which CPTS a list shows: by place, words of the name, stage and signal of fragility."""

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from maillage.results import observatoire
from maillage.results.couverture.cpts import Cpts
from maillage.results.couverture.fragile import KINDS
from maillage.results.observatoire import Territory, View
from maillage.www.observatoire.address import Asked
from maillage.www.observatoire.presenters import stages
from maillage.www.shared import formats

SIGNALS = {kind.key: kind for kind in KINDS}


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the address asks; a stage or a signal that does not exist is not asked."""

    place: Territory
    query: str
    stage: str
    signal: str

    @classmethod
    def read(cls, told: QueryDict) -> "Chosen":
        """`UnknownTerritory` when the région or the département does not exist."""
        level = next((level for level in ("departement", "region") if told.get(level)), "france")
        place = observatoire.territory(level, told.get(level, ""))
        query = " ".join(told.get("q", "").replace("\0", "").split())[:80]
        stage, signal = told.get("stade", ""), told.get("signal", "")
        return cls(place, query, stage if stage in stages.ORDER else "", signal if signal in SIGNALS else "")

    def cpts(self, asked: Asked) -> list[Cpts]:
        coverage = asked.coverage
        found = observatoire.cpts_named(coverage, self.query) if self.query else observatoire.all_cpts(coverage)
        if self.place.level != "france":
            inside = {listed.cpts.id for listed in observatoire.view(coverage, self.place.level, self.place.code).cpts}
            found = tuple(one for one in found if one.id in inside)
        seen = self.seen(asked)
        return [one for one in found if (not self.stage or one.stage == self.stage) and (not self.signal or one.id in seen)]

    def seen(self, asked: Asked) -> dict[str, str]:
        """What is seen of each CPTS that raises the signal asked."""
        told = observatoire.raised(asked.coverage)[self.signal] if self.signal else {}
        return {key: formats.typed(sentence) for key, sentence in told.items()}

    def context(self, asked: Asked) -> dict[str, Any]:
        place, kind = self.place, SIGNALS.get(self.signal)
        return {
            "query": self.query,
            "stage": self.stage,
            "signal": self.signal,
            "choices": [(name, stages.label(name)) for name in stages.ORDER[:-1]],
            "signals": [(one.key, formats.typed(one.title)) for one in KINDS],
            "explained": [formats.typed(text) for text in (kind.why, f"Seuil : {kind.threshold}")] if kind else [],
            "place": place if place.level != "france" else None,
            "place_href": asked.place(place.level, place.code),
        }


def signal_lines(view: View, asked: Asked) -> list[dict[str, str]]:
    """How many CPTS of a place raise each signal, and where they are listed."""
    told, place = observatoire.raised(view.coverage), view.place
    inside = {listed.cpts.id for listed in view.cpts}
    where = {} if place.level == "france" else {place.level: place.code}
    counts = {key: len(inside & seen.keys()) for key, seen in told.items()}
    return [
        {
            "title": formats.typed(kind.title),
            "why": formats.typed(kind.why),
            "threshold": formats.typed(kind.threshold),
            "count": formats.plural(counts[kind.key], "CPTS", "CPTS"),
            "href": asked.link("cpts_list", signal=kind.key, **where) if counts[kind.key] else "",
        }
        for kind in KINDS
    ]
