"""The content of a health project as its documents show it, made from the frozen copy alone."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from maillage.documents.shared import budget, frozen
from maillage.documents.shared.blocks import blocks
from maillage.documents.shared.frozen import Sent
from maillage.kernel.french import day, euros, join, long_day, number, plural, typed

EMPTY = "Section à écrire."
JOINED = "Fichiers joints à cet envoi. Leur empreinte SHA-256 permet de vérifier qu'un fichier reçu est bien celui-ci."
TO_CHOOSE = "Fichiers gardés pour le projet de santé à cette date. Ceux qui partent se choisissent au moment du dépôt."
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
_TEXTS = (
    ("context", "Contexte et constat"),
    ("general_objective", "Objectif général"),
    ("specific_objectives", "Objectifs opérationnels"),
    ("public", "Public concerné"),
    ("description", "Description et étapes"),
    ("partners", "Partenaires"),
    ("material", "Moyens matériels"),
    ("cofunding", "Cofinancements"),
    ("risks", "Risques"),
    ("evaluation", "Évaluation et décision"),
)
_KINDS = {"suivi": "Suivi", "resultat": "Résultat"}


def content(kept: Mapping[str, Any], sent: Sent | None) -> dict[str, Any]:
    """Texts carry French typography; `draft` is empty once the project was sent."""
    who, place = kept["community"], kept["perimeter"]
    across, draft = frozen.unsent(kept, sent, brouillon="ce projet n'a pas été transmis.")
    return {
        "title": f"{kept['title']} · {who['name']}",
        "name": who["name"],
        "made_on": kept["made_on"],
        "fictif": typed(frozen.FICTIF) if kept["fictif"] else "",
        "draft": draft,
        "across": across,
        "sent": typed(f"Transmis le {long_day(sent.on)}, envoi n° {sent.number}. Empreinte : {sent.digest}") if sent else "",
        "identity": [(label, who[key]) for key, label in _IDENTITY if who[key]],
        "svg": frozen.svg(place),
        "ratio": frozen.ratio(place),
        "facts": _facts(place) if place else [],
        "communes": _communes(place) if place else [],
        "parts": list(_parts(kept)),
        "diagnosis": _diagnosis(kept["diagnosis"]) if kept["diagnosis"] else None,
        "objectives": [_objective(one) for one in kept["objectives"]],
        "fiches": [_fiche(one) for one in kept["fiches"]],
        "budget": _budget(kept["budget"]) if kept["budget"] else None,
        "annexes": frozen.annexes(kept),
        "annexes_rule": typed(JOINED if sent else TO_CHOOSE),
    }


def _parts(kept: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Numbered by their letter: « A », or « B1 », « B2 » when the letter has several."""
    several = Counter(one["letter"] for one in kept["sections"])
    seen: Counter[str] = Counter()
    for one in kept["sections"]:
        letter = one["letter"]
        seen[letter] += 1
        yield {
            "key": one["key"],
            "kind": one["kind"],
            "title": f"{letter}{seen[letter] if several[letter] > 1 else ''}. {one['title']}",
            "body": one["body"] or (EMPTY if one["kind"] == "texte" else ""),
            "blocks": blocks(one["body"] or (EMPTY if one["kind"] == "texte" else "")),
        }


def _facts(place: Mapping[str, Any]) -> list[tuple[str, str]]:
    people = number(place["population"]) if place["population"] is not None else "non établie"
    size = f"{place['taille']} (preuve : {place['taille_proof']})" if place["taille"] else "non établie"
    return [
        ("Communes", number(len(place["communes"]))),
        ("Population", typed(f"{people} habitants ({place['population_source']})")),
        ("Taille de la CPTS", typed(size)),
        ("Périmètre", typed(f"version n° {place['number']}, en vigueur depuis le {day(date.fromisoformat(place['since']))}")),
    ]


def _communes(place: Mapping[str, Any]) -> list[tuple[str, str, str, str]]:
    return [
        (one["code"], one["name"], one["epci"], "—" if one["population"] is None else number(one["population"]))
        for one in place["communes"]
    ]


def _diagnosis(kept: Mapping[str, Any]) -> dict[str, Any]:
    taken_on = long_day(date.fromisoformat(kept["taken_on"]))
    return {
        "when": typed(f"Diagnostic inséré le {taken_on}. Empreinte des données : {kept['stamp']}."),
        "fictif": kept["fictif"],
        "synthesis": kept["synthesis"],
        "sections": [
            {**section, "figures": [{**one, "value": _value(one)} for one in section["figures"]]}
            for section in kept["sections"]
            if section["figures"]
        ],
        "sources": kept["sources"],
    }


def _value(figure: Mapping[str, Any]) -> str:
    return " ".join(filter(None, (figure["value"], figure["unit"])))


def _objective(one: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "title": one["title"],
        "finding": one["finding"],
        "figures": [
            typed(f"{figure['label']} : {_value(figure)}" + (f" ({figure['vintage']})" if figure["vintage"] else ""))
            + (" [fictif]" if figure["fictif"] else "")
            for figure in one["figures"]
        ],
        "fiches": typed(f"Fiches-actions : {join([f'n° {count}' for count in one['fiches']])}.") if one["fiches"] else "",
    }


def _fiche(one: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "number": one["number"],
        "title": one["title"],
        "mission": one["mission"],
        "state": one["state"],
        "facts": [(label, value) for label, value in _fiche_facts(one) if value],
        "texts": [(label, one[name]) for name, label in _TEXTS if one[name]],
        "indicators": [{**line, "kind": _KINDS.get(line["kind"], "")} for line in one["indicators"]],
    }


def _fiche_facts(one: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    start, end = (date.fromisoformat(text) if text else None for text in (one["starts_on"], one["ends_on"]))
    hours = " ; ".join(f"{line['profile']} : {plural(line['hours'], 'heure')}" for line in one["human"])
    yield "Mission", one["mission"] + (f", {one['axis']}" if one["axis"] else "")
    yield "Objectif", one["objective"]
    yield "État", one["state"]
    yield "Pilote", one["pilot"]
    yield "Calendrier", f"du {day(start)} au {day(end)}" if start and end else f"à partir du {day(start)}" if start else ""
    yield "Temps par an", typed(hours)
    yield "Budget annuel", "" if one["budget"] is None else euros(one["budget"])
    yield "Indicateur de l'ACI", one["aci_indicator"]


def _budget(kept: Mapping[str, Any]) -> dict[str, Any]:
    source = kept.get("source") or f"Contrat supposé signé le {long_day(date.fromisoformat(kept['signed_on']))}."
    starts = join([f"{one['mission']} le {day(date.fromisoformat(one['on']))}" for one in kept["starts"]])
    return {
        "rule": kept["rule"],
        "supposed": typed(source + (f" Démarrages : {starts}." if starts else "")),
        "proof": kept["proof"],
        "years": [
            {
                "title": f"Année {year['number']}",
                "dates": f"{day(date.fromisoformat(year['start']))} – {day(date.fromisoformat(year['last_day']))}",
            }
            for year in kept["years"]
        ],
        "rows": [asdict(row) | {"label": typed(row.label)} for row in budget.rows(kept)],
    }
