"""The frozen copy as a page reads it: nothing else than what was transmitted, whatever the CPTS wrote since."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from maillage.documents.shared import frozen
from maillage.results.cpts import snapshot
from maillage.www.shared.formats import day as short_day
from maillage.www.shared.formats import euros_short, number, plural, typed
from maillage.www.shared.markdown import render as markdown

_IDENTITY = (
    ("finess", "FINESS"),
    ("siret", "SIRET"),
    ("rna", "RNA"),
    ("seat", "Siège"),
    ("email", "Adresse électronique"),
    ("phone", "Téléphone"),
    ("website", "Site"),
)
_FICHE = (
    ("context", "Contexte"),
    ("general_objective", "Objectif général"),
    ("specific_objectives", "Objectifs opérationnels"),
    ("public", "Public"),
    ("description", "Description"),
    ("pilot", "Pilote"),
    ("partners", "Partenaires"),
    ("human", "Moyens humains"),
    ("material", "Moyens matériels"),
    ("budget", "Budget"),
    ("cofunding", "Cofinancements"),
    ("indicators", "Indicateurs"),
    ("risks", "Risques"),
    ("evaluation", "Évaluation"),
)


def read(kept: Mapping[str, Any]) -> dict[str, Any]:
    """Each part is empty when the copy has none: a contact has no fiche, an old copy may lack a part."""
    sections = kept.get("sections") or []
    who = kept.get("community") or {}
    return {
        "identity": [(label, who[key]) for key, label in _IDENTITY if who.get(key)],
        "fictif": bool(kept.get("fictif")),
        "perimeter": _perimeter(kept.get("perimeter")),
        "sections": [{"title": one["title"], "body": markdown(one["body"])} for one in sections if one.get("body")],
        "blank": [one["title"] for one in sections if not one.get("body") and one.get("kind", "texte") == "texte"],
        "diagnosis": _diagnosis(kept.get("diagnosis")),
        "early_missions": [
            f"{one['mission']}, depuis le {short_day(date.fromisoformat(one['since']))}"
            for one in kept.get("early_missions") or []
        ],
        "objectives": [_objective(one) for one in kept.get("objectives") or []],
        "fiches": [_fiche(one) for one in kept.get("fiches") or []],
        "budget": _budget(kept.get("budget")),
        "missing": kept.get("missing") or [],
    }


def _perimeter(kept: Mapping[str, Any] | None) -> dict[str, Any] | None:
    if not kept:
        return None
    people, communes = kept.get("population"), kept.get("communes") or []
    return {
        "population": number(people) if people is not None else "non établie",
        "source": typed(kept.get("population_source", "")),
        "taille": str(kept["taille"]) if kept.get("taille") else "non établie",
        "proof": kept.get("taille_proof", ""),
        "count": plural(len(communes), "commune"),
        "communes": [
            {
                "name": one["name"],
                "code": one["code"],
                "epci": one.get("epci", ""),
                "people": number(one["population"]) if one.get("population") is not None else "n. d.",
            }
            for one in sorted(communes, key=lambda one: -(one.get("population") or 0))
        ],
        "drawing": frozen.drawing(kept["drawing"]) if kept.get("drawing") else None,
    }


def _diagnosis(kept: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """A letter keeps its main findings; a project the whole diagnosis."""
    if not kept:
        return None
    columns = kept.get("synthesis") or [
        {"title": "Forces", "lines": kept.get("forces") or []},
        {"title": "Fragilités", "lines": kept.get("fragilites") or []},
    ]
    figures = kept.get("figures") or [one for section in kept.get("sections") or [] for one in section["figures"]]
    return {
        "fictif": bool(kept.get("fictif")),
        "findings": [{"title": one["title"], "lines": [line["sentence"] for line in one["lines"]]} for one in columns],
        "figures": [
            {
                "label": one["label"],
                "value": " ".join(filter(None, (one["value"], one["unit"]))),
                "source": ", ".join(filter(None, (one["source"], one["vintage"]))),
            }
            for one in figures
        ],
    }


def _objective(one: Mapping[str, Any]) -> dict[str, Any]:
    figures = one.get("figures") or []
    return {
        "title": one["title"],
        "finding": one.get("finding", ""),
        "figures": [
            typed(f"{each['label']} : {snapshot.told(each)}{' (fictif)' if each.get('fictif') else ''}") for each in figures
        ],
        "fiches": ", ".join(str(each) for each in one.get("fiches") or []),
    }


def _fiche(one: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "number": one["number"],
        "title": one["title"],
        "mission": one.get("mission", ""),
        "parts": [(label, markdown(str(one[key]))) for key, label in _FICHE if one.get(key)],
    }


def _budget(kept: Mapping[str, Any] | None) -> dict[str, Any] | None:
    if not kept:
        return None
    columns = ("fixed", "variable", "other", "expenses", "prudent", "target")
    return {
        "rule": kept.get("rule", ""),
        "proof": kept.get("proof", ""),
        "years": [{"number": one["number"], "cells": [_cell(one, key) for key in columns]} for one in kept["years"]],
    }


def _cell(year: Mapping[str, Any], name: str) -> dict[str, str]:
    """A copy frozen before proofs were kept shows none beside its sums."""
    return {"amount": euros_short(year[name]), "proof": year.get("proofs", {}).get(name, "")}
