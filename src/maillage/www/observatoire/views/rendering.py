"""The one way a page of the observatory is answered: with its day, its source, and « fictif » where data are invented."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from maillage.law.reader import load as load_law
from maillage.results import observatoire
from maillage.results.couverture import Coverage
from maillage.results.couverture.reading import NOT_LOADED
from maillage.www.observatoire.address import Asked
from maillage.www.shared.formats import typed

PARTIAL = "Les périmètres chargés ne couvrent pas tout le pays : ailleurs, « aucune CPTS » veut dire « pas encore chargé »."
TABS = (
    ("carte", "Carte", "index"),
    ("cpts", "CPTS", "cpts_list"),
    ("zones", "Zones blanches", "zones"),
    ("plan", "Plan 100 %", "plan"),
    ("qualite", "Qualité", "quality"),
    ("donnees", "Données et API", "data"),
)
WITH_AMOUNTS = ("carte", "cpts", "zones")
"""Tabs whose pages show amounts of the agreement: they say that a text is awaited."""


def answer(request: HttpRequest, template: str, asked: Asked, tab: str, **context: Any) -> HttpResponse:
    coverage = asked.coverage
    common = {
        "asked": asked,
        "tabs": [(key, typed(label), asked.link(name), key == tab) for key, label, name in TABS],
        "fictitious": coverage.fictitious,
        "empty": typed(NOT_LOADED) if coverage.is_empty else "",
        "partial": "" if coverage.is_empty or observatoire.loaded(asked.today).is_national else typed(PARTIAL),
        "notices": load_law().notices(asked.today) if tab in WITH_AMOUNTS else (),
        "when": when(coverage, asked),
        "here": request.path,
    }
    return render(request, template, common | context, status=asked.status)


def when(coverage: Coverage, asked: Asked) -> str:
    """Source and day of what is shown."""
    if coverage.is_empty:
        return ""
    said = "Stades au " + asked.said.removeprefix("le ") if asked.day else f"Dernier stade connu de chaque CPTS, {asked.said}"
    return typed(f"{said}. Source : {coverage.source} ; population municipale 2023.")
