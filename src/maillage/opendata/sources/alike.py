"""Which publication a file looks like, by its first lines: so that a wrong file is named in one sentence, not line by line."""

from pathlib import Path

from maillage.opendata.sources import opening
from maillage.opendata.sources.source import UnableToRead

_SIGNS = (
    (('"pmej"', '"ege"'), "finess", "le flux des structures FINESS"),
    (("finess;etalab",), "finess", "le fichier historique FINESS"),
    (("structureet;",), "finess", "le fichier historique FINESS"),
    (
        ("nofinesset", "libactivite"),
        "finess",
        "le registre FINESS des activités de soins, à joindre à celui des établissements",
    ),
    (("nofinesset", "libeml"), "", "le fichier FINESS des équipements lourds, qui ne sert pas ici"),
    (("nofinesset", "libde"), "", "le fichier FINESS des disciplines, qui ne sert pas ici"),
    (("nofinesset", "categetab"), "finess", "un extrait FINESS des établissements"),
    (("Identifiant PP", "Code profession"), "rpps", "l'extraction de l'Annuaire santé"),
    (("patho_niv1",), "cnam_pathologies", "les effectifs de patients par pathologie"),
    (("libelle_profession", "effectif"), "ameli_demographie", "la démographie des professionnels de santé libéraux"),
    (("profession_sante", "effectif"), "ameli_demographie", "la démographie des professionnels de santé libéraux"),
    (("Zonage",), "cartosante", "un zonage de CartoSanté"),
    (("TYPEQU",), "bpe", "la base permanente des équipements"),
    (("FILOSOFI_MEASURE",), "filosofi", "les revenus Filosofi"),
)
"""What the head of a file holds, the source that reads it (or none), and what it is."""
_HEAD = 20_000


def kind_of(path: Path) -> tuple[str, str]:
    """Source and name of what the file looks like; two empty texts when nothing is recognised."""
    try:
        head = opening.head_of(path, "")[:_HEAD].lower()
    except (UnableToRead, *opening.DAMAGED):
        return "", ""
    return next(((source, told) for signs, source, told in _SIGNS if all(sign.lower() in head for sign in signs)), ("", ""))


def wrong(path: Path, asked: str, title: str, reason: str) -> UnableToRead:
    """The refusal of a file that is not the one of the source asked: what it is, and what to do."""
    source, told = kind_of(path)
    if told and source != asked:
        way = f" : « maillage donnees importer {source} {path.name} »" if source else ""
        return UnableToRead(f"« {path.name} » est {told}, pas « {title} »{way}.")
    return UnableToRead(reason)
