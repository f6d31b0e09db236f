"""The facts of one CPTS as the engine asks for them: integers with their provenance."""

from typing import Any

from maillage.facts.funding import FundingFacts
from maillage.kernel.known import Known
from maillage.rules.engine.helpers import MILLION

_PLANS = {"initial": 1, "mise_a_jour": 2}


class DossierFacts:
    """Answers `has` and `get` from `FundingFacts`. A missing fact says what to give."""

    def __init__(self, facts: FundingFacts, *, source: str = "Dossier") -> None:
        self._facts, self._source = facts, source

    def has(self, name: str, *keys: Any) -> bool:
        """Whether the dossier gives this fact."""
        return self._value(name, keys) is not None

    def get(self, name: str, *keys: Any) -> Known[int]:
        """The fact, its source and vintage; missing facts carry the sentence for people."""
        if name == "population":
            return self._facts.population_of(keys[0])
        value = self._value(name, keys)
        if value is None:
            return Known.missing(f"Le dossier ne dit pas « {name.replace('_', ' ')} » ({', '.join(map(str, keys))}).")
        source = "Contrat signé" if name == "montant" else self._source
        return Known(value, source)

    def _value(self, name: str, keys: tuple[Any, ...]) -> int | None:
        facts = self._facts
        if name == "signe_le":
            return facts.signe_le.toordinal()
        if name == "population":
            return facts.population_of(keys[0]).value
        if name == "demarre_le":
            start = facts.demarrages.get(keys[0])
            return None if start is None else start.toordinal()
        if name == "montant":
            return facts.montants.get(keys[0], {}).get(keys[1])
        return self._value_of_year(name, *keys)

    def _value_of_year(self, name: str, number: int, mission: str = "") -> int | None:
        year = self._facts.year(number)
        if name == "crise_reconnue":
            return int(year.crise_reconnue)
        if name == "plan_de_crise":
            return None if year.plan_de_crise is None else _PLANS[year.plan_de_crise]
        if name == "taux_variable":
            rate = year.taux_variable.get(mission)
            return None if rate is None else int(rate * MILLION)
        indicators = self._facts.indicators_of(number, mission)
        if name == "indicateurs":
            return sum(indicator.earned for indicator in indicators) if indicators else None
        if name == "indicateur_sans_palier":
            return 1 if any(not indicator.steps for indicator in indicators) else None
        raise KeyError(name)
