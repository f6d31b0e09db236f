"""The form of a comparison: what scenario A says, and the few fields that make scenario B differ."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from maillage.www.financement.entries import SCENARIO_B, without_b
from maillage.www.financement.missions import MISSIONS
from maillage.www.financement.presenters.form import Field
from maillage.www.financement.reading import Reading
from maillage.www.financement.typography import french
from maillage.www.shared.refused import Refused

BEFORE_AVENANT_2 = "2022-01-01"
"""A day when only the first version of the agreement was known."""


def of_readings(first: Reading, second: Reading, query: Mapping[str, list[str]]) -> dict[str, Any]:
    """Rows « A, B »; errors of both; ready-made comparisons."""
    base = [(name, value) for name, values in without_b(query).items() for value in values]
    errors = {**second.errors, **first.errors}
    return {
        "hidden": base,
        "groups": [
            {"title": title, "rows": rows, "open": any(row["field"].value for row in rows)}
            for title, fields in _GROUPS
            for rows in [[_row(*described, first, second, query) for described in fields]]
        ],
        "errors": [Refused(_place(name, first, base), "", french(text)) for name, text in errors.items()],
        "presets": [_preset(label, changes, base) for label, changes in _PRESETS],
    }


def _place(name: str, first: Reading, base: list[tuple[str, str]]) -> str:
    """The field of B; what A refuses is corrected on its own page."""
    if name in first.errors or name not in _COMPARED:
        return f"{reverse('financement:index')}?{urlencode(base, safe=';:,')}"
    return f"#{Field(f'{SCENARIO_B}{name}', '', '').id}"


def _row(name: str, label: str, kind: str, first: Reading, second: Reading, query: Mapping[str, list[str]]) -> dict[str, Any]:
    typed = query.get(f"{SCENARIO_B}{name}", [""])[-1]
    error = "" if name in first.errors else second.errors.get(name, "")
    return {
        "kind": kind,
        "a": _said(first.entries.get(name), kind),
        "field": Field(f"{SCENARIO_B}{name}", label, typed, french(error)),
    }


def _said(text: str, kind: str) -> str:
    if kind == "date" and len(text) == 10 and text[4] == "-":
        return f"{text[8:]}/{text[5:7]}/{text[:4]}"
    if kind == "rate" and text:
        return f"{text}\N{NO-BREAK SPACE}%"
    return {"non": "non exercée", "": "—"}.get(text, text)


def _preset(label: str, changes: dict[str, str], base: list[tuple[str, str]]) -> dict[str, str]:
    pairs = base + [(f"{SCENARIO_B}{name}", value) for name, value in changes.items()]
    return {"label": label, "href": f"{reverse('financement:comparaison')}?{urlencode(pairs, safe=';:,')}"}


_RATED = [mission.name for mission in MISSIONS if mission.name != "crise_sanitaire"]
_PRESETS = (
    ("Tous les indicateurs atteints", {f"taux.{name}": "100" for name in _RATED}),
    ("Aucun indicateur atteint", {f"taux.{name}": "0" for name in _RATED}),
    ("Avant l'avenant 2 CPTS de 2021 (textes connus le 01/01/2022)", {"connu_le": BEFORE_AVENANT_2}),
)
_GROUPS = (
    (
        "",
        (
            ("population", "Population", "number"),
            ("signe_le", "Signature du contrat", "date"),
            ("connu_le", "Textes connus le", "date"),
        ),
    ),
    ("Démarrage des missions", tuple((mission.name, mission.label, "date") for mission in MISSIONS)),
    ("Part variable obtenue, en %", tuple((f"taux.{mission.name}", mission.label, "rate") for mission in MISSIONS)),
)
_COMPARED = {described[0] for _, fields in _GROUPS for described in fields}
