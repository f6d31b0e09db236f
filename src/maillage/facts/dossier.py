"""DOSSIER.yaml: one CPTS, its contract and its years, as people write it and as the product exports it."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

import yaml

from maillage.facts.funding import FundingFacts, YearFacts
from maillage.facts.indicators import read_indicators, write_indicator
from maillage.facts.reading import Cell, Reader
from maillage.facts.territory import Remark
from maillage.facts.unused import unused
from maillage.kernel.money import euros

MAX_POPULATION = 70_000_000
"""More than France: beyond, the number is a mistake."""
MAX_YEARS = 10
PLANS = ("initial", "mise_a_jour")
VOLETS = ("volet_fixe", "volet_variable", "plan_initial", "plan_mise_a_jour")
FONCTIONNEMENT = "fonctionnement"


_NO_NAME = ("CPTS sans nom", "sans nom")
"""What earlier exports wrote where nobody had given a name: no name, which pages and documents then leave out."""


class InvalidDossier(ValueError):
    """The dossier has mistakes; `errors` holds one French sentence each: field, value, remedy."""

    def __init__(self, errors: tuple[str, ...]) -> None:
        super().__init__("\n".join(errors))
        self.errors = errors


@dataclass(frozen=True, slots=True)
class Dossier:
    """What the file says, before the communes are counted. `population` or `communes` is given, not both."""

    name: str
    signe_le: date
    population: int | None = None
    communes: tuple[str, ...] = ()
    demarrages: dict[str, date] = field(default_factory=dict)
    montants: dict[str, dict[str, int]] = field(default_factory=dict)
    annees: dict[int, YearFacts] = field(default_factory=dict)
    populations: dict[int, int] = field(default_factory=dict)
    """Contract year -> population noted from that year on."""
    remarks: tuple[Remark, ...] = ()
    """What the file gives and no amount will count, by field."""


def read(text: str) -> Dossier:
    """The dossier of a YAML text, or InvalidDossier with every mistake found."""
    reader = Reader()
    root = reader.parse(text)
    if root is None:
        raise InvalidDossier(tuple(reader.errors) or ("Le dossier est vide : donnez au moins population et contrat.signe_le.",))
    dossier = _dossier(reader, reader.mapping(root, keys=("cpts", "population", "communes", "contrat", "annees")))
    if reader.errors or dossier is None:
        raise InvalidDossier(tuple(reader.errors))
    return dossier


def _dossier(reader: Reader, top: dict[str, Cell]) -> Dossier | None:
    contract = reader.mapping(top.get("contrat"), keys=("signe_le", "missions", "montants"))
    signed = reader.day(contract["signe_le"]) if "signe_le" in contract else None
    if "signe_le" not in contract:
        reader.errors.append("contrat.signe_le : la date de signature manque ; écrivez-la AAAA-MM-JJ sous « contrat: ».")
    communes = tuple(code for cell in reader.items(top.get("communes")) if (code := reader.text(cell)))
    population = _population(reader, top["population"]) if "population" in top else None
    if ("population" in top) == bool(communes):
        reader.errors.append("population, communes : donnez l'un des deux, et un seul ; sans eux la taille n'est pas connue.")
    years = reader.mapping(top.get("annees"))
    missions = _missions(reader, contract.get("missions"))
    annees, populations = _years(reader, years, missions)
    amounts = _amounts(reader, contract.get("montants"), missions)
    if signed is None:
        return None
    name = reader.text(top["cpts"]) if "cpts" in top else ""
    named = "" if name is None or name in _NO_NAME else name
    return Dossier(
        named, signed, population, communes, missions, amounts, annees, populations, _remarks(signed, missions, amounts, annees)
    )


def _remarks(
    signed: date, missions: dict[str, date], amounts: dict[str, dict[str, int]], years: dict[int, YearFacts]
) -> tuple[Remark, ...]:
    rates = [(number, mission) for number, year in years.items() for mission in year.taux_variable]
    return tuple(
        Remark("non_employe", f"{one.path} : {one.sentence}", one.path, "attention")
        for one in unused(signed, missions, amounts, years, rates)
    )


def _population(reader: Reader, cell: Cell) -> int | None:
    return reader.whole(cell, least=1, most=MAX_POPULATION, what="une population")


def _missions(reader: Reader, cell: Cell | None) -> dict[str, date]:
    starts = {}
    for name, mission in reader.mapping(cell).items():
        fields = reader.mapping(mission, keys=("demarre_le",))
        if "demarre_le" not in fields:
            reader.errors.append(
                f"{mission.path}.demarre_le (ligne {mission.line}) : la date manque ; écrivez {{demarre_le: AAAA-MM-JJ}}."
            )
        elif day := reader.day(fields["demarre_le"]):
            starts[name] = day
    return starts


def _amounts(reader: Reader, cell: Cell | None, missions: dict[str, date]) -> dict[str, dict[str, int]]:
    amounts: dict[str, dict[str, int]] = {}
    for name, given in reader.mapping(cell).items():
        if name == FONCTIONNEMENT:
            cells = {"montant": given} if isinstance(given.value, str) else reader.mapping(given, keys=("montant",))
        else:
            _check_mission(reader, given, name, missions)
            cells = reader.mapping(given, keys=VOLETS)
        amounts[name] = {volet: a for volet, c in cells.items() if (a := reader.amount(c)) is not None}
        if not cells and given.is_empty:
            reader.error(
                given, "ne donne aucun montant", f"écrivez {name}: {{volet_fixe: 90000}}, sans virgule dans les nombres"
            )
    return amounts


def _years(reader: Reader, cells: dict[str, Cell], missions: dict[str, date]) -> tuple[dict[int, YearFacts], dict[int, int]]:
    years: dict[int, YearFacts] = {}
    populations: dict[int, int] = {}
    for key, cell in cells.items():
        number = reader.whole(Cell(key, cell.path, cell.line), least=1, most=MAX_YEARS, what="un numéro d'année du contrat")
        fields = reader.mapping(cell, keys=("taux_variable", "indicateurs", "plan_de_crise", "crise_reconnue", "population"))
        if number is None:
            continue
        if number in years:
            reader.errors.append(f"{cell.path} (ligne {cell.line}) : l'année {number} est écrite deux fois ; gardez-en une.")
        years[number] = _year(reader, fields, missions)
        if "population" in fields and (noted := _population(reader, fields["population"])):
            populations[number] = noted
    return years, populations


def _year(reader: Reader, fields: dict[str, Cell], missions: dict[str, date]) -> YearFacts:
    rates: dict[str, Decimal] = {}
    for mission, cell in reader.mapping(fields.get("taux_variable")).items():
        _check_mission(reader, cell, mission, missions)
        if (share := reader.share(cell)) is not None:
            rates[mission] = share
    indicators = read_indicators(reader, fields.get("indicateurs"))
    seen = set[tuple[str, str]]()
    for indicator, cell in indicators:
        _check_mission(reader, cell, indicator.mission, missions)
        if (named := (indicator.mission, indicator.label)) in seen:
            reader.error(
                cell, f"un autre indicateur de cette mission s'appelle « {indicator.label} »", "donnez un libellé à chacun"
            )
        seen.add(named)
        if indicator.mission in rates:
            reader.error(
                cell,
                f"la mission {indicator.mission} a déjà un taux variable",
                "gardez le taux ou les indicateurs, pas les deux",
            )
    plan = fields.get("plan_de_crise")
    recognised = fields.get("crise_reconnue")
    return YearFacts(
        taux_variable=rates,
        indicateurs=tuple(indicator for indicator, _ in indicators),
        plan_de_crise=reader.one_of(plan, PLANS) if plan else None,
        crise_reconnue=bool(reader.yes_no(recognised)) if recognised else False,
    )


def _check_mission(reader: Reader, cell: Cell, mission: str, missions: dict[str, date]) -> None:
    if mission not in missions:
        known = ", ".join(missions) or "aucune"
        reader.error(
            cell,
            f"vise la mission « {mission} », absente de contrat.missions ({known})",
            "ajoutez-la au contrat ou retirez-la ici",
        )


def write(facts: FundingFacts) -> str:
    """The dossier of known facts; `read` gives the same facts back."""
    contract: dict[str, Any] = {
        "signe_le": facts.signe_le,
        "missions": {mission: {"demarre_le": day} for mission, day in facts.demarrages.items()},
    }
    if facts.montants:
        contract["montants"] = {name: {v: _plain(a) for v, a in volets.items()} for name, volets in facts.montants.items()}
    territory = {"communes": list(facts.communes)} if facts.communes else {"population": facts.population.value}
    years = {number: written for number in sorted(facts.annees) if (written := _written_year(facts.annees[number], facts))}
    dossier = {
        **({"cpts": facts.name} if facts.name else {}),
        **territory,
        "contrat": contract,
        **({"annees": years} if years else {}),
    }
    header = "# Dossier de financement d'une CPTS. Montants en euros. Se relit avec : maillage financement calculer\n"
    return header + yaml.dump(dossier, Dumper=_Plain, allow_unicode=True, sort_keys=False, width=120)


class _Plain(yaml.SafeDumper):
    """Writes each value in its place: the reader refuses references."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _exact(dumper: _Plain, share: Decimal) -> yaml.ScalarNode:
    """A share with all its decimals and no exponent, which the reader refuses."""
    return dumper.represent_scalar("tag:yaml.org,2002:float", f"{share:f}" if share % 1 else f"{share:f}.0")


_Plain.add_representer(Decimal, _exact)


def _written_year(year: YearFacts, facts: FundingFacts) -> dict[str, Any]:
    written: dict[str, Any] = {}
    if year.taux_variable:
        written["taux_variable"] = dict(year.taux_variable)
    if year.indicateurs:
        written["indicateurs"] = [write_indicator(indicator) for indicator in year.indicateurs]
    if year.plan_de_crise:
        written["plan_de_crise"] = year.plan_de_crise
    if year.crise_reconnue:
        written["crise_reconnue"] = True
    if year.population is not None and not facts.communes:
        written["population"] = year.population.value
    return written


def _plain(amount: int) -> int | float:
    """Euros that YAML writes without quotes; two decimals survive a float exactly at these sizes."""
    return amount // 100 if amount % 100 == 0 else float(euros(amount))
