"""Figures that their publisher gives for a département or a region: taken as they are, labelled, never added up."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from maillage.measures.columns import exact
from maillage.measures.model import Measured

_LEVELS = {"departement": "le département", "region": "la région", "france": "le pays", "commune": "la commune"}


def published(
    values: Mapping[str, float | None],
    inhabitants: Mapping[str, int],
    names: Mapping[str, str],
    *,
    level: str,
    source: str = "",
    vintage: str = "",
    fictitious: bool = False,
) -> Measured:
    """The value of the place where most inhabitants of the territory live; the perimeter says which, and what the others have.

    `inhabitants`: those of the territory in each place it touches. A standardised rate or a median is not averaged.
    """
    found = sorted(inhabitants, key=lambda code: (-inhabitants[code], code))
    called = [names.get(code, code) for code in found]
    known = [code for code in found if values.get(code) is not None]
    missing = Measured(
        None,
        covered=len(known),
        total=len(found),
        reason=f"La source ne donne rien pour {called[0] if called else 'ce territoire'}.",
        level=level,
        source=source,
        vintage=vintage,
        perimeter=", ".join(called),
        fictitious=fictitious,
    )
    main = values.get(found[0]) if found else None
    if main is None:
        return missing
    share = Decimal(inhabitants[found[0]]) / Decimal(max(1, sum(inhabitants.values())))
    perimeter = _perimeter(called[0], share, len(found) > 1)
    return replace(missing, value=exact(main), perimeter=perimeter, reason=_others(found[1:], values, names, level))


def _perimeter(name: str, share: Decimal, several: bool) -> str:
    return f"{name} ({share:.0%} des habitants du territoire)".replace("%", "\N{NO-BREAK SPACE}%") if several else name


def _others(rest: list[str], values: Mapping[str, float | None], names: Mapping[str, str], level: str) -> str:
    if not rest:
        return ""
    listed = " ; ".join(f"{names.get(code, code)} : {_french(values[code])}" for code in rest)
    text = f"Le territoire dépasse {_LEVELS[level]} : {listed}."
    return text.replace(" :", "\N{NO-BREAK SPACE}:").replace(" ;", "\N{NO-BREAK SPACE};")


def _french(value: float | None) -> str:
    return "non publié" if value is None else f"{value:g}".replace(".", ",")
