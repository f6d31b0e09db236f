"""Le glossaire : l'arbitre des mots, pour la page, l'aide et le test qui refuse les formes interdites."""

from dataclasses import dataclass
from functools import cache

from maillage.law import yaml_file
from maillage.law.reader import ROOT
from maillage.law.sentences import typographic

FILE = ROOT / "glossaire.yaml"


@dataclass(frozen=True, slots=True)
class Term:
    """Un terme, sa phrase, d'où il vient, et comment il s'écrit dans le code."""

    id: str
    term: str
    definition: str
    source: str
    code: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    parameters: tuple[str, ...] = ()


@cache
def terms() -> tuple[Term, ...]:
    """Tous les termes, dans l'ordre du fichier."""
    return tuple(
        Term(
            id=name,
            term=typographic(entry["term"]),
            definition=typographic(entry["definition"]),
            source=typographic(entry["source"]),
            code=tuple(entry.get("code") or ()),
            forbidden=tuple(entry.get("forbidden") or ()),
            parameters=tuple(entry.get("parameters") or ()),
        )
        for name, entry in yaml_file.read(FILE).items()
    )
