"""The communes that an address or a form carries: decoded, translated to present codes, or refused with a sentence."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from maillage.facts import selection
from maillage.results import territoires
from maillage.results.cpts.territory import Weight, weigh
from maillage.results.territoires.words import of
from maillage.www.shared.formats import typed

EMPTY = "Un périmètre garde au moins une commune : écrivez-en une par ligne."


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was chosen; what was translated or could not be kept is among the remarks of its weight."""

    weight: Weight

    @property
    def compact(self) -> str:
        return selection.encode(self.weight.codes)


def chosen(params: Mapping[str, str], day: date) -> Chosen | None:
    """Of `s`; None without any commune. `selection.InvalidSelection` when the text is damaged."""
    given = selection.decode(params.get("s", ""))
    return _weighed(given, day) if given else None


def read_list(text: str) -> tuple[tuple[str, ...], list[str]]:
    """The codes of a list where every line is understood, else the reasons why it cannot be taken."""
    from maillage.results import lists  # readers of workbooks load only for who sends a list

    if not text.strip():
        return (), [typed(EMPTY)]
    try:
        reading = lists.read_codes("liste.txt", text.encode())
    except lists.UnableToRead as error:
        return (), [typed(str(error))]
    if len(reading.codes) > selection.MAX_CODES:
        return (), [typed(selection.TOO_MANY)]
    wrong = [typed(f"Ligne {row.line}, « {row.value} » : {row.reason}") for row in reading.rejected]
    if wrong or not territoires.resolve(reading.codes).codes:
        return (), wrong or [typed(EMPTY)]
    return tuple(reading.codes), []


def proposed_name(weight: Weight) -> str:
    """« CPTS d'Avignon », after the most peopled commune."""
    largest = max(weight.territory.communes, key=lambda commune: commune.population or 0)
    return f"CPTS {of(largest.name)}"


def _weighed(given: "tuple[str, ...] | list[str]", day: date) -> Chosen | None:
    weight = weigh(given, day)
    return Chosen(weight) if weight.codes else None
