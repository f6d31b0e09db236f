"""Municipal populations brought to the present communes, and the cells that do not describe the present perimeter."""

from dataclasses import dataclass, field
from pathlib import Path

from maillage.opendata.base.build.decoupage import Decoupage
from maillage.opendata.base.build.passage import Passage, merged_since

SOURCES = {2016: "0.7.0", 2019: "1.1.1", 2020: "2.3.1", 2021: "4.0.0", 2022: "4.1.0", 2023: "6.0.0"}
"""Vintage -> version of the découpage that publishes it; 2017 comes with the outlines, 2018 from nowhere."""
YEARS = (2016, 2017, 2019, 2020, 2021, 2022, 2023)
MAYOTTE = "976"


@dataclass(frozen=True, slots=True, order=True)
class Gap:
    """One figure of one commune that the sources do not give for its present perimeter.

    `kind` is « compte_avec » (its inhabitants are in the figure of `other`, the commune it left), « partiel »
    (the figure counted only the former chef-lieu and was dropped) or « inconnu ».
    """

    code: str
    figure: str
    kind: str
    other: str = ""


@dataclass
class Populations:
    """Values by year and code, communes and arrondissements together; `raw` totals are before any correction."""

    values: dict[int, dict[str, int]] = field(default_factory=dict)
    raw: dict[int, int] = field(default_factory=dict)
    unresolved: dict[int, int] = field(default_factory=dict)
    """Inhabitants that the delegated communes alone do not place (the recipe's count)."""
    gaps: list[Gap] = field(default_factory=list)


def build(cache: Path, versions: dict[str, Decoupage], passage: Passage, of_2017: dict[str, int]) -> Populations:
    """All vintages, summed on the present communes."""
    result = Populations()
    for year, version in SOURCES.items():
        _add_year(result, year, versions[version], passage)
    result.values[2017] = dict(of_2017)
    result.raw[2017] = sum(value for code, value in of_2017.items() if code in passage.present)
    _drop_partial(result, _partial_2016(cache, versions, passage), 2016)
    _drop_partial(result, _partial_2021(versions, passage), 2021)
    _fill_mayotte(result, passage)
    result.gaps += _missing(result, versions, passage)
    result.gaps.sort()
    return result


def _add_year(result: Populations, year: int, version: Decoupage, passage: Passage) -> None:
    values: dict[str, int] = {}
    lost = 0
    for code, record in version.communes.items():
        population = record.get("population")
        present = passage.present_code(code)
        if population is None or present is None:
            continue
        values[present] = values.get(present, 0) + population
        if passage.present_code(code, former_only=True) is None:
            lost += population
    result.raw[year] = sum(values.values())
    result.unresolved[year] = lost
    values |= {code: record["population"] for code, record in version.arrondissements.items()}
    result.values[year] = values


def _partial_2016(cache: Path, versions: dict[str, Decoupage], passage: Passage) -> set[str]:
    """The 2016 figures predate the mergers of 2018-03-01 to 2019-01-01 but are joined to the list that follows them."""
    communes = versions[SOURCES[2016]].communes
    merged = merged_since(cache, "2018-03-01") - communes.keys()
    return {present for code in merged if (present := passage.present_code(code))}


def _partial_2021(versions: dict[str, Decoupage], passage: Passage) -> set[str]:
    """The 2021 figures predate the mergers of 2023 and 2024 but are joined to the list that follows them."""
    merged = versions[SOURCES[2020]].communes.keys() - versions[SOURCES[2021]].communes.keys()
    return {present for code in merged if (present := passage.present_code(code))}


def _drop_partial(result: Populations, codes: set[str], year: int) -> None:
    for code in codes & result.values[year].keys():
        del result.values[year][code]
        result.gaps.append(Gap(code, f"pmun_{year}", "partiel"))


def _fill_mayotte(result: Populations, passage: Passage) -> None:
    """Every version from 1.1.1 on repeats the census of 2017: it is the value of 2017."""
    for code in passage.present:
        if code.startswith(MAYOTTE):
            result.values[2017][code] = result.values[2019][code]


def _missing(result: Populations, versions: dict[str, Decoupage], passage: Passage) -> list[Gap]:
    """Communes (re)created since: before, they are counted with the commune they left."""
    said = {(gap.code, gap.figure) for gap in result.gaps}
    gaps = []
    for year in YEARS:
        for code in passage.present.keys() - result.values[year].keys():
            figure = f"pmun_{year}"
            if (code, figure) in said:
                continue
            mother = "" if code.startswith(MAYOTTE) else _mother(code, year, versions, passage)
            counted = mother in result.values[year] and year != 2017
            gaps.append(Gap(code, figure, "compte_avec" if counted else "inconnu", mother if counted else ""))
    return gaps


def _mother(code: str, year: int, versions: dict[str, Decoupage], passage: Passage) -> str:
    """The commune that `code` was delegated to in the version of that year, else in an older one."""
    for version in _from(versions, SOURCES.get(year, SOURCES[2016])):
        record = version.former.get(code)
        if record is not None:
            return passage.present_code(record["chefLieu"]) or ""
    return ""


def _from(versions: dict[str, Decoupage], start: str) -> list[Decoupage]:
    ordered = list(versions.values())
    names = [version.version for version in ordered]
    return ordered[names.index(start) :]


def mother_for_ages(code: str, versions: dict[str, Decoupage], passage: Passage) -> str:
    """The commune whose RP 2021 figures include `code` (the census geography predates its re-creation)."""
    return _mother(code, 2021, versions, passage)
