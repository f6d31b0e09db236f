"""The content of a lettre d'intention, or of a first contact, as its documents show it: made from the frozen copy alone."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from maillage.documents.shared import frozen
from maillage.documents.shared.blocks import blocks
from maillage.documents.shared.frozen import Sent
from maillage.kernel.french import join, long_day, number, plural, typed

_EMPTY = "Section à écrire."


def content(kept: Mapping[str, Any], sent: Sent | None) -> dict[str, Any]:
    """Texts carry French typography; `draft` is empty once the letter was sent."""
    who, place, diagnosis = kept["community"], kept["perimeter"], kept.get("diagnosis")
    readers = join(kept["readers"]) if kept.get("readers") else "l'agence régionale de santé, l'Assurance Maladie"
    return {
        "title": f"{kept['title']} · {who['name']}",
        "kind": typed(kept["title"]),
        "is_signed": kept["kind"] == "lettre",
        "addressed": typed(f"Adressée à : {readers}."),
        "name": who["name"],
        "made_on": kept["made_on"],
        "identity": [(label, who[key]) for key, label in _IDENTITY if who[key]],
        "fictif": typed(frozen.FICTIF) if kept["fictif"] else "",
        "draft": frozen.unsent(kept, sent, brouillon="cette lettre n'a pas été transmise.")[1],
        "sent": typed(f"Transmise le {long_day(sent.on)}, envoi n° {sent.number}. Empreinte : {sent.digest}") if sent else "",
        "svg": frozen.svg(place),
        "ratio": frozen.ratio(place),
        "alt": "Carte du territoire envisagé ; la liste des communes dit la même chose.",
        "facts": _facts(place) if place else [],
        "communes": _communes(place) if place else [],
        "sections": [
            {"key": one["key"], "title": one["title"], "body": one["body"], "blocks": blocks(one["body"] or _EMPTY)}
            for one in _sections(kept)
        ],
        "figures": _figures(diagnosis),
        "figures_fictif": bool(diagnosis and diagnosis["fictif"]),
        "early_missions": [
            typed(f"{one['mission']}, depuis le {long_day(date.fromisoformat(one['since']))}")
            for one in kept.get("early_missions", ())
        ],
        "annexes": [
            typed(f"{one['name']} ({one['kind']}, {one['size']}, empreinte {one['short']}…)") for one in frozen.annexes(kept)
        ],
    }


def _sections(kept: Mapping[str, Any]) -> list[Mapping[str, str]]:
    """A first contact has no section of its own for the territory that it joins."""
    sections = list(kept["sections"])
    if kept["perimeter"] and not any(one["key"] == "territoire" for one in sections):
        body = "Les communes envisagées au jour de l'envoi."
        sections.append({"key": "territoire", "title": "Le territoire", "body": body})
    return sections


_IDENTITY = (
    ("finess", "FINESS"),
    ("siren", "SIREN"),
    ("siret", "SIRET"),
    ("rna", "RNA"),
    ("seat", "Siège"),
    ("email", "Adresse électronique"),
    ("phone", "Téléphone"),
    ("website", "Site"),
)


def _facts(place: Mapping[str, Any]) -> list[tuple[str, str]]:
    people = number(place["population"]) if place["population"] is not None else "non établie"
    size = str(place["taille"]) if place["taille"] else "non établie"
    return [
        ("Communes", number(len(place["communes"]))),
        ("Population", f"{people} ({typed(place['population_source'])})"),
        ("Taille de la CPTS", size),
    ]


def _communes(place: Mapping[str, Any]) -> list[dict[str, str]]:
    """By intercommunalité, most peopled first: a list that stays short on paper."""
    groups: dict[str, list[Mapping[str, Any]]] = {}
    for one in place["communes"]:
        groups.setdefault(one["epci"] or "Sans intercommunalité", []).append(one)
    ranked = sorted(groups.items(), key=lambda group: -sum(one["population"] or 0 for one in group[1]))
    return [
        {
            "epci": name,
            "count": plural(len(members), "commune"),
            "population": number(sum(one["population"] or 0 for one in members)),
            "names": join([one["name"] for one in sorted(members, key=lambda one: -(one["population"] or 0))]),
        }
        for name, members in ranked
    ]


def _figures(diagnosis: Mapping[str, Any] | None) -> list[dict[str, Any]]:
    if not diagnosis:
        return []
    return [
        {
            "label": one["label"],
            "value": " ".join(filter(None, (one["value"], one["unit"]))),
            "comparisons": one["comparisons"],
            "source": " ".join(filter(None, (one["source"], one["vintage"]))),
            "fictif": one["fictif"],
        }
        for one in diagnosis["figures"]
    ]
