"""The model texts of the association: their sections, the help beside each, and the words we propose to start from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from maillage.kernel.french import typed

_FOLDER = Path(__file__).parent / "modeles"


@dataclass(frozen=True, slots=True)
class ModelSection:
    """One section of a model: what to think of before writing, and words to start from."""

    key: str
    title: str
    help: str
    body: str


@dataclass(frozen=True, slots=True)
class Outline:
    """A model text. It is ours, and a jurist has to read what becomes of it."""

    title: str
    lead: str
    sections: tuple[ModelSection, ...]


@lru_cache(maxsize=2)
def _read(name: str) -> Outline:
    raw = yaml.safe_load((_FOLDER / f"{name}.yaml").read_text("utf-8"))
    return Outline(raw["titre"], typed(raw["chapeau"]), tuple(_section(one) for one in raw["sections"]))


def _section(raw: Mapping[str, str]) -> ModelSection:
    return ModelSection(raw["cle"], raw["titre"], typed(raw["aide"]), typed(raw["texte"].strip()))


OUTLINES: Mapping[str, Outline] = {name: _read(name) for name in ("statuts", "reglement_interieur")}
"""By kind of text (`drafting.TextKind`)."""


@dataclass(frozen=True, slots=True)
class AssemblyModel:
    """What the call of the constitutive assembly starts from."""

    title: str
    agenda: tuple[str, ...]
    colleges: tuple[str, ...]
    quorum_percent: int
    proxies_limit: int


@lru_cache(maxsize=1)
def constitutive_assembly() -> AssemblyModel:
    """The model of the first assembly."""
    raw = yaml.safe_load((_FOLDER / "assemblee_constitutive.yaml").read_text("utf-8"))
    agenda = tuple(typed(point) for point in raw["ordre_du_jour"])
    rules = raw["quorum_en_pourcent"], raw["pouvoirs_par_personne"]
    return AssemblyModel(raw["titre"], agenda, tuple(raw["colleges"]), *rules)


def filled(section: ModelSection, *, name: str, seat: str, communes: Sequence[str]) -> str:
    """The proposed words with what is known of the CPTS; what is not known stays between brackets, to be completed."""
    known = {
        "{nom}": name,
        "{siege}": seat or "[adresse du siège]",
        "{communes}": ", ".join(communes) or "[liste des communes]",
    }
    text = section.body
    for hole, value in known.items():
        text = text.replace(hole, value)
    return text
