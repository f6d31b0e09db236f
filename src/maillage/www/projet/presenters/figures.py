"""Figures of the diagnosis that objectives rest on: those of today, those linked, and where each one opens."""

from collections.abc import Mapping
from functools import lru_cache
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from maillage.community.communities import selectors as communities
from maillage.facts.selection import encode
from maillage.results.cpts import snapshot
from maillage.results.diagnostic import SECTIONS
from maillage.www.projet.forms.objective import ObjectiveForm
from maillage.www.shared.espace import Visit

Figures = Mapping[str, Mapping[str, Any]]


def codes(visit: Visit) -> tuple[str, ...]:
    """Communes of the perimeter in force; none before it is chosen."""
    version = communities.perimeter(visit.community, visit.today)
    return tuple(version.codes) if version else ()


def present(visit: Visit) -> Figures:
    """Every known figure of the perimeter, by key, as it is today."""
    return snapshot.figures(snapshot.of_codes(chosen), visit.today) if (chosen := codes(visit)) else {}


def address(chosen: tuple[str, ...], key: str) -> str:
    """The page of one figure in the diagnosis of these communes; none without communes."""
    return f"/territoire/diagnostic/indicateur/?{urlencode({'s': _encoded(chosen), 'cle': key})}" if chosen else ""


def diagnosis_address(visit: Visit) -> str:
    """The whole diagnosis of the perimeter."""
    return f"/territoire/diagnostic/?{urlencode({'s': _encoded(codes(visit)), 'nom': visit.community.name})}"


def groups(form: ObjectiveForm) -> list[dict[str, Any]]:
    """The checkboxes, by section of the diagnosis; a section with a chosen figure is open."""
    chosen = set(form["figures"].value() or ())
    rows = sorted(form.known.values(), key=lambda one: list(SECTIONS).index(one["section"]))
    return [_group(section, list(found), chosen) for section, found in groupby(rows, key=lambda one: one["section"])]


def _group(section: str, found: list[Mapping[str, Any]], chosen: set[str]) -> dict[str, Any]:
    lines = [{**one, "told": snapshot.told(one), "checked": one["key"] in chosen} for one in found]
    count = sum(line["checked"] for line in lines)
    return {"key": section, "title": SECTIONS[section], "lines": lines, "count": count}


@lru_cache(maxsize=64)
def _encoded(codes: tuple[str, ...]) -> str:
    return encode(codes)
