"""A fiche-action as one reads it and as one writes it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.forms import BoundField

from maillage.community.missions import selectors
from maillage.community.missions.contents import FICHE
from maillage.community.missions.models import FicheAction
from maillage.community.missions.states import FicheState, moves
from maillage.community.money import selectors as money
from maillage.facts.words import mission
from maillage.kernel.french import day, euros, plural, typed
from maillage.results.cpts.completeness import of_fiche
from maillage.www.components.section_editor import RemarkForm
from maillage.www.projet.forms.fiche import KINDS, FicheForms
from maillage.www.shared.espace import Visit

_READ = (
    "description", "public", "context", "general_objective", "specific_objectives", "partners", "material", "risks", "evaluation",
)  # fmt: skip
_SHORT = 240
"""Characters that are read at a glance; a longer text opens from its first words."""
_GROUPS = (
    ("L'action", ("title", "mission", "axis", "objective")),
    ("Pourquoi", ("context", "general_objective", "specific_objectives", "public")),
    ("Comment", ("description", "pilot", "partners", "starts_on", "ends_on")),
    ("Avec quoi", ("material", "budget", "cofunding")),
    ("Suivre et décider", ("aci_indicator", "risks", "evaluation")),
)


def address(visit: Visit, fiche: FicheAction) -> str:
    return f"{visit.home}projet/fiches/{fiche.pk}/"


def page(visit: Visit, fiche: FicheAction, remark: RemarkForm | None = None) -> dict[str, Any]:
    """Context of the page of one fiche; `remark` is the one that was refused."""
    return {
        "fiche": fiche,
        "remarks": list(selectors.comments(fiche)),
        "remark_form": remark or RemarkForm(),
        "refusal": "",
        "home": f"{visit.home}projet/",
        "here": address(visit, fiche),
        "texts": [_read(label(name), getattr(fiche, name)) for name in _READ if getattr(fiche, name)],
        "calendar": calendar(fiche),
        "budget": "" if fiche.budget is None else euros(fiche.budget),
        "budgeted": [(line.year, euros(line.cents)) for line in money.of_fiche(fiche)],
        "hours": plural(fiche.hours, "heure") if fiche.hours else "",
        "human": [(line["profile"], plural(line["hours"], "heure")) for line in fiche.human],
        "indicators": [{**line, "kind": dict(KINDS)[line["kind"]]} for line in fiche.indicators],
        "lacks": of_fiche(fiche),
        "moves": [{"to": str(state), "label": word} for state, word in moves(fiche.state).items()],
    }


def _read(title: str, text: str) -> dict[str, Any]:
    """A text and, when it is long, the words it is folded under."""
    start = text[:_SHORT].rsplit(" ", 1)[0].split("\n")[0]
    return {"label": title, "text": text, "start": f"{start}…" if len(text) > _SHORT else ""}


def label(name: str) -> str:
    """« Objectif général »."""
    if name == "objective":
        return "Objectif servi"
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
    changed = (name for name in FICHE if getattr(fiche, name) != mine[name])
    return tuple((label(name), _text(name, getattr(fiche, name)) or "(vide)") for name in changed)


def told(kept: Mapping[str, Any]) -> dict[str, str]:
    """A version, label by label, in the order people think."""
    names = [name for _, names in _GROUPS for name in names]
    ordered = ["state", *names, *(name for name in FICHE if name not in names)]
    said = {**kept, "objective": kept["objective_title"]}
    return {label(name): _text(name, said[name]) for name in ordered}


def _text(name: str, value: Any) -> str:
    """One field in words, from a row or from a version; a line for each member of a list."""
    if value in (None, "", []):
        return ""
    match name:
        case "budget":
            return euros(value)
        case "human":
            return "\n".join(typed(f"{line['profile']} : {plural(line['hours'], 'heure')}") for line in value)
        case "indicators":
            return "\n".join(_indicator(line) for line in value)
        case "starts_on" | "ends_on":
            return day(date.fromisoformat(str(value)))
        case "mission":
            return mission(value)
        case "state":
            return FicheState(value).label
    return str(value)


def _indicator(line: Mapping[str, str]) -> str:
    parts = (line["label"], dict(KINDS)[line["kind"]], line["start"], line["target"], line["source"], line["frequency"])
    return " · ".join(filter(None, parts))


def _field(forms: FicheForms, name: str) -> BoundField:
    return forms.main[name]


def _lists(forms: FicheForms, title: str) -> list[dict[str, Any]]:
    if title == "Avec quoi":
        return [{"title": "Moyens humains", "set": forms.human}]
    if title == "Suivre et décider":
        return [{"title": "Indicateurs de l'action", "set": forms.indicators}]
    return []
