"""A fiche-action as one reads it and as one writes it."""

from collections.abc import Mapping
from typing import Any

from django.forms import BoundField

from maillage.community.missions.actions.fiches import FIELDS
from maillage.community.missions.models import FicheAction
from maillage.community.missions.states import moves
from maillage.kernel.french import day, euros, number, plural, typed
from maillage.results.cpts.completeness import of_fiche
from maillage.www.projet.forms.fiche import KINDS, FicheForms
from maillage.www.shared.espace import Visit

_READ = (
    "context", "general_objective", "specific_objectives", "public", "description", "pilot", "partners", "material",
    "cofunding", "risks", "evaluation",
)  # fmt: skip
_GROUPS = (
    ("L'action", ("title", "mission", "axis", "objective")),
    ("Pourquoi", ("context", "general_objective", "specific_objectives", "public")),
    ("Comment", ("description", "pilot", "partners", "starts_on", "ends_on")),
    ("Avec quoi", ("material", "budget", "cofunding")),
    ("Suivre et décider", ("aci_indicator", "risks", "evaluation")),
)


def address(visit: Visit, fiche: FicheAction) -> str:
    return f"{visit.home}projet/fiches/{fiche.pk}/"


def page(visit: Visit, fiche: FicheAction) -> dict[str, Any]:
    """Context of the page of one fiche."""
    return {
        "fiche": fiche,
        "refusal": "",
        "home": f"{visit.home}projet/",
        "here": address(visit, fiche),
        "texts": [(label(name), getattr(fiche, name)) for name in _READ if getattr(fiche, name)],
        "calendar": calendar(fiche),
        "budget": "" if fiche.budget is None else euros(fiche.budget),
        "hours": plural(fiche.hours, "heure") if fiche.hours else "",
        "human": [(line["profile"], plural(line["hours"], "heure")) for line in fiche.human],
        "indicators": [{**line, "kind": dict(KINDS)[line["kind"]]} for line in fiche.indicators],
        "lacks": of_fiche(fiche),
        "moves": [{"to": str(state), "label": word} for state, word in moves(fiche.state).items()],
    }


def label(name: str) -> str:
    """« Objectif général »."""
    text = str(FicheAction._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
    return text[:1].upper() + text[1:]


def calendar(fiche: FicheAction) -> str:
    if fiche.starts_on and fiche.ends_on:
        return f"du {day(fiche.starts_on)} au {day(fiche.ends_on)}"
    return f"à partir du {day(fiche.starts_on)}" if fiche.starts_on else ""


def groups(forms: FicheForms) -> list[dict[str, Any]]:
    """The fields in the order people think; the lists of lines come with the group they belong to."""
    return [
        {"title": title, "fields": [_field(forms, name) for name in names], "lists": _lists(forms, title)}
        for title, names in _GROUPS
    ]


def differences(fiche: FicheAction, mine: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """What is kept now where it is not what was typed: label and text, for the person who was overtaken."""
    changed = (name for name in FIELDS if name != "objective" and getattr(fiche, name) != mine[name])
    return tuple((label(name), _text(name, getattr(fiche, name))) for name in changed)


def _text(name: str, value: Any) -> str:
    if not value:
        return "(vide)"
    if name == "budget":
        return euros(value)
    if name == "human":
        return " ; ".join(typed(f"{line['profile']} : {number(line['hours'])} h") for line in value)
    if name == "indicators":
        return " ; ".join(line["label"] for line in value)
    return day(value) if name in ("starts_on", "ends_on") else str(value)


def _field(forms: FicheForms, name: str) -> BoundField:
    return forms.main[name]


def _lists(forms: FicheForms, title: str) -> list[dict[str, Any]]:
    if title == "Avec quoi":
        return [{"title": "Moyens humains", "set": forms.human}]
    if title == "Suivre et décider":
        return [{"title": "Indicateurs de l'action", "set": forms.indicators}]
    return []
