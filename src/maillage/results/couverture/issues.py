"""What the quality report is made of: one doubt or fault, where it is, and what to do."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from maillage.results.territoires.words import typed

LEVELS = ("erreur", "attention", "info")
KINDS: Mapping[str, str] = {
    "ligne_incomplete": "Lignes incomplètes",
    "code_inconnu": "Codes inconnus",
    "hors_champ": "Communes hors du champ de l'accord",
    "ville_et_arrondissements": "Ville entière et arrondissements",
    "homonyme_probable": "Homonymes ou fautes de code probables",
    "commune_disputee": "Communes réclamées par plusieurs CPTS",
    "stades_contradictoires": "Stades contradictoires",
    "stade_illisible": "Stades non compris",
    "date_illisible": "Dates non comprises",
    "date_future": "Dates à venir",
    "noms_proches": "Noms presque identiques",
    "morceaux": "CPTS en plusieurs morceaux",
    "code_disparu": "Codes disparus, traduits",
    "commune_deleguee": "Communes déléguées ou associées, traduites",
    "zero_perdu": "Zéros de tête perdus, remis",
    "doublon": "Lignes en double",
    "stade_absent": "Stades non dits",
}


@dataclass(frozen=True, slots=True)
class Issue:
    """`lines` are those of the file, `cpts` machine names, `codes` those of communes today (or as written when unknown)."""

    kind: str
    level: str
    sentence: str
    remedy: str
    lines: tuple[int, ...] = ()
    cpts: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        told = {"nature": self.kind, "niveau": self.level, "phrase": self.sentence, "remede": self.remedy}
        return told | {"lignes": list(self.lines), "cpts": list(self.cpts), "communes": list(self.codes)}


def issue(
    kind: str,
    level: str,
    sentence: str,
    remedy: str,
    *,
    lines: Iterable[int] = (),
    cpts: Iterable[str] = (),
    codes: Iterable[str] = (),
) -> Issue:
    """With French typography."""
    return Issue(kind, level, typed(sentence), typed(remedy), tuple(lines), tuple(cpts), tuple(codes))
