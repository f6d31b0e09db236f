"""The raw entries of a simulation: what the address says, completed by the example's dates and rates."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlencode

from maillage.www.financement import parsing
from maillage.www.financement.missions import MISSIONS, YEARS, example_signature

FORM_MARK = "formulaire"
"""Sent by the form only: its empty fields are then left out of the canonical address."""
SCENARIO_B = "b."
MAX_INDICATORS = 60


@dataclass(frozen=True, slots=True)
class Entries:
    """Texts by field, as typed or as the example gives them; `examples` names the latter."""

    texts: dict[str, str]
    indicators: tuple[str, ...]
    examples: frozenset[str] = field(default_factory=frozenset)

    def get(self, name: str) -> str:
        return self.texts.get(name, "")


def from_query(query: Mapping[str, list[str]], *, today: date) -> Entries:
    """Entries of an address or of the submitted form, completed."""
    texts = {name: values[-1].strip() for name, values in query.items() if values}
    indicators = tuple(_indicators(query, texts))
    return _completed(texts, indicators, today)


def scenario_b(query: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """The query of scenario B: scenario A with the `b.` changes applied; an empty change changes nothing."""
    changes = {
        name.removeprefix(SCENARIO_B): values
        for name, values in query.items()
        if name.startswith(SCENARIO_B) and values and values[-1].strip()
    }
    left = {mission.name for mission in MISSIONS if changes.get(mission.name, [""])[-1].strip() == "non"}
    kept = {name: values for name, values in without_b(query).items() if not _amount_of(name, left)}
    return {**kept, **changes}


def _amount_of(name: str, missions: set[str]) -> bool:
    """Whether the field is an amount of one of these missions, which leave with it."""
    field, _, rest = name.partition(".")
    return field == "montant" and rest.partition(".")[0] in missions


def without_b(query: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """The query of scenario A."""
    return {name: values for name, values in query.items() if not name.startswith(SCENARIO_B)}


def short_query(query: Mapping[str, list[str]]) -> str:
    """A submitted comparison without its empty fields, as an address."""
    kept = [(name, value) for name, values in query.items() for value in values if value.strip() and name != FORM_MARK]
    return urlencode(kept, safe=";:,")


def _completed(texts: dict[str, str], indicators: tuple[str, ...], today: date) -> Entries:
    examples = _examples(texts, today)
    missing = {name: text for name, text in examples.items() if name not in texts}
    return Entries({**missing, **texts}, indicators, frozenset(missing))


def _examples(texts: Mapping[str, str], today: date) -> dict[str, str]:
    signed = _date_or(texts.get("signe_le", ""), example_signature(today))
    examples = {"signe_le": signed.isoformat()}
    for mission in MISSIONS:
        examples[mission.name] = mission.example_start(signed).isoformat()
        examples[f"taux.{mission.name}"] = mission.example_rate
    return examples


def _date_or(text: str, default: date) -> date:
    """A day that the form would refuse gives no example dates: they would leave the calendar."""
    try:
        return parsing.day(text, "")
    except parsing.Refused:
        return default


def _indicators(query: Mapping[str, list[str]], texts: Mapping[str, str]) -> Iterable[str]:
    """Compact indicators of the address, then the rows of the form: année;mission;maximum;obtenu;libellé."""
    yield from (text for text in query.get("indicateur", ()) if text.strip())
    rows = sorted({name.split(".")[1] for name in texts if name.startswith("ind.") and name.count(".") == 2})
    for row in rows[: MAX_INDICATORS + 1]:
        parts = [texts.get(f"ind.{row}.{part}", "") for part in ("annee", "mission", "montant", "obtenu", "libelle")]
        if parts[2] or parts[3] or parts[4]:
            yield ";".join(part.replace(";", ",") if part is not parts[-1] else part for part in parts)


def years() -> range:
    """Contract years, from 1."""
    return range(1, YEARS + 1)
