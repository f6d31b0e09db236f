"""The request for a first contact as it left, made from the frozen copy alone."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from maillage.documents.shared.frozen import FICTIF, Sent
from maillage.documents.shared.sheet import Sheet
from maillage.kernel.french import join, long_day, number, plural, typed


def request(kept: Mapping[str, Any], sent: Sent) -> Sheet:
    """Who asks, to whom, for which territory, in which words."""
    who, place = kept["community"], kept["perimeter"]
    told = (
        ("Envoi", f"n° {sent.number}, le {long_day(sent.on)}"),
        ("À", join(kept["readers"])),
        ("Contact", ", ".join(who[name] for name in ("email", "phone") if who[name])),
        ("Territoire", _territory(place) if place else "aucune commune choisie"),
        ("Empreinte", sent.digest),
    )
    return Sheet(
        kept["title"],
        who["name"],
        date.fromisoformat(kept["made_on"]),
        "\n\n".join(f"## {one['title']}\n\n{one['body']}" for one in kept["sections"]),
        facts=tuple((name, typed(value)) for name, value in told if value),
        notices=(typed(FICTIF),) if kept["fictif"] else (),
    )


def _territory(place: Mapping[str, Any]) -> str:
    people = "" if place["population"] is None else f", {number(place['population'])} habitants ({place['population_source']})"
    return f"{plural(len(place['communes']), 'commune')}{people}"
