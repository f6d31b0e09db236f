"""The lettre d'intention: its outline, what it still lacks, and the plain data that is frozen and printed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from maillage.community.communities import selectors as communities
from maillage.community.communities.models import Community
from maillage.community.creation import selectors as creation
from maillage.community.drafting import selectors as drafting
from maillage.community.drafting.models import TextKind
from maillage.kernel.french import typed
from maillage.results.cpts import placeholders, project, snapshot
from maillage.results.diagnostic import diagnose

_FILE = Path(__file__).with_name("lettre.yaml")
FORMAT = 1
"""Version of the shape of `frozen`: documents of an old transmission are made from what it holds."""
_FINDINGS = 6
"""Most findings of each kind, and figures that go with them: a letter is read in ten minutes."""


@dataclass(frozen=True, slots=True)
class Part:
    """One section; its key is kept in the database. `help` is Markdown."""

    key: str
    title: str
    help: str


@lru_cache(maxsize=1)
def parts() -> tuple[Part, ...]:
    """In the order of reading."""
    rows = yaml.safe_load(_FILE.read_text("utf-8"))["sections"]
    return tuple(Part(row["key"], typed(row["title"]), typed(row["help"])) for row in rows)


def missing(community: Community, day: date) -> tuple[str, ...]:
    """What a reader would look for and not find; it warns, it blocks nothing. Asked within the walls."""
    bodies = drafting.bodies(community, TextKind.LETTRE)
    lacks = [f"{part.title} : rien n'est encore écrit." for part in parts() if part.key not in bodies]
    written = {part.title: bodies[part.key] for part in parts() if part.key in bodies}
    lacks += [f"{title} : {told}" for title, told in placeholders.of_fields(written).items()]
    if communities.perimeter(community, day) is None:
        lacks.append("Territoire : aucune commune n'est choisie.")
    if not (community.email or community.phone):
        lacks.append("Aucun contact n'est renseigné dans les réglages : la réponse ne saurait pas où aller.")
    return tuple(map(typed, lacks))


def frozen(community: Community, day: date) -> dict[str, Any]:
    """Everything the letter says on a day, as JSON. Nothing in it needs the database or the warehouse to be read again."""
    bodies = drafting.bodies(community, TextKind.LETTRE)
    place = project.perimeter(community, day)
    return {
        "kind": "lettre",
        "format": FORMAT,
        "title": "Lettre d'intention",
        "made_on": day.isoformat(),
        "fictif": community.is_fictif,
        "community": {name: getattr(community, name) for name in project.IDENTITY},
        "perimeter": place,
        "sections": [{"key": part.key, "title": part.title, "body": bodies.get(part.key, "")} for part in parts()],
        "diagnosis": _diagnosis(place) if place else None,
        "early_missions": [
            {"mission": one.label, "since": one.since.isoformat()} for one in creation.early_missions(community)
        ],
        "missing": list(missing(community, day)),
    }


def _diagnosis(place: Mapping[str, Any]) -> dict[str, Any]:
    """The main findings and the figures they were drawn from, each with its year and its source."""
    whole = snapshot.content(diagnose(place["codes"]))
    forces, fragilites, _ = (column["lines"][:_FINDINGS] for column in whole["synthesis"])
    cited = dict.fromkeys(key for line in (*forces, *fragilites) for key in line["keys"])
    known = {figure["key"]: figure for section in whole["sections"] for figure in section["figures"]}
    return {
        "fictif": whole["fictif"],
        "forces": forces,
        "fragilites": fragilites,
        "headings": list(snapshot.HEADINGS),
        "figures": [known[key] for key in cited if key in known],
    }


def contact(community: Community, day: date, *, sections: list[dict[str, str]], readers: list[str]) -> dict[str, Any]:
    """The frozen copy of a first contact: what was written, the territory of that day, to whom it went."""
    return {
        "kind": "contact",
        "format": FORMAT,
        "title": "Prise de contact",
        "made_on": day.isoformat(),
        "fictif": community.is_fictif,
        "community": {name: getattr(community, name) for name in project.IDENTITY},
        "perimeter": project.perimeter(community, day),
        "sections": sections,
        "readers": readers,
    }
