"""Population of a selection by vintage, its trend and its ages: each missing figure says why."""

from collections.abc import Sequence
from decimal import Decimal

from maillage.facts.territory import Ages, PopulationPoint, Remark
from maillage.kernel.known import Known
from maillage.opendata.warehouse.columns import Columns, Gap
from maillage.opendata.warehouse.schema import NEWEST, YEARS
from maillage.opendata.warehouse.start import ABSENT
from maillage.results.territoires.words import named, of, plural, typed

SOURCE = "Insee, populations légales (population municipale)"
AGES_SOURCE = "Insee, recensement de la population"
AGES_VINTAGE = "2021"
MAYOTTE = "976"
FROZEN = 2017
"""The only year of the legal populations of Mayotte that any source repeats."""
_MILLIONTH = Decimal("0.000001")
_NO_2018 = "Les populations de 2018 ne sont dans aucune des sources libres reprises ici."


class Counting:
    """One selection (rows without overlap) and the figures it asks for."""

    def __init__(self, columns: Columns, rows: Sequence[int]) -> None:
        self.columns = columns
        self.rows = rows
        self.chosen = set(rows)
        self.mayotte = [row for row in rows if columns.departements[row] == MAYOTTE]
        self.perimeter = self._said(len(rows))

    def population(self) -> Known[int]:
        """Newest vintage; labelled 2017 where Mayotte is."""
        return self._known(NEWEST, self._vintage(NEWEST))

    def history(self) -> tuple[PopulationPoint, ...]:
        """Every year from 2016 to the newest."""
        return tuple(PopulationPoint(year, self.at(year)) for year in range(YEARS[0], NEWEST + 1))

    def at(self, year: int) -> Known[int]:
        """Population of the present perimeter in that year, or why it is not known."""
        if year not in YEARS:
            return self._missing(year, _NO_2018)
        if year > FROZEN and len(self.mayotte) == len(self.rows) > 0:
            return self._missing(year, "La population de Mayotte est restée celle de 2017 : aucune autre n'est publiée.")
        if reason := self._why_not(f"pmun_{year}"):
            return self._missing(year, reason)
        return self._known(year, self._vintage(year))

    def trend(self) -> Known[Decimal]:
        """From 2017, or the first year whose perimeter is the present one, to the newest."""
        if self.mayotte:
            reason = "La population de Mayotte est figée à celle de 2017 : aucune évolution ne peut être calculée."
            return Known.missing(typed(reason), source=SOURCE, perimeter=self.perimeter)
        for year in YEARS[1:-1]:
            start = self.at(year).value
            if start:
                change = (Decimal(self._sum(NEWEST)) / Decimal(start) - 1).quantize(_MILLIONTH)
                return Known(change, SOURCE, f"{year}–{NEWEST}", self.perimeter)
        reason = "Aucun millésime antérieur ne porte sur ce même périmètre : pas d'évolution."
        return Known.missing(typed(reason), source=SOURCE, perimeter=self.perimeter)

    def ages(self) -> Known[Ages]:
        """Of the communes that have ages; `perimeter` says how many they are."""
        known = [row for row in self.rows if self.columns.ages[0][row] != ABSENT]
        if not known:
            reason = "Le recensement 2021 par âge ne couvre pas ces communes (Mayotte, communes recréées depuis)."
            return Known.missing(typed(reason), source=AGES_SOURCE, vintage=AGES_VINTAGE, perimeter=self.perimeter)
        young, middle, old = (sum(ages[row] for row in known) for ages in self.columns.ages)
        if not young + middle + old:
            reason = "Aucun habitant n'a été recensé dans ces communes : ni âges, ni parts."
            return Known.missing(typed(reason), source=AGES_SOURCE, vintage=AGES_VINTAGE, perimeter=self.perimeter)
        perimeter = self.perimeter if len(known) == len(self.rows) else f"{self._said(len(known))} sur {len(self.rows)}"
        return Known(Ages(young, middle, old, young + middle + old), AGES_SOURCE, AGES_VINTAGE, perimeter)

    def remarks(self) -> list[Remark]:
        """What must be read beside these figures."""
        remarks = []
        if self.mayotte:
            whole = len(self.mayotte) == len(self.rows)
            what = "Population de 2017" if whole else "La population mêle 2023 et, pour Mayotte, 2017"
            sentence = f"{what} : celle de Mayotte n'a pas été mise à jour depuis dans les populations légales reprises."
            remarks.append(Remark("mayotte_figee", typed(sentence), MAYOTTE, "attention"))
        if reason := self._why_not("ages"):
            remarks.append(Remark("ages_partiels", typed(f"Âges : {reason[0].lower()}{reason[1:]}"), "ages", "attention"))
        return remarks

    def _said(self, number: int) -> str:
        """« 12 communes », « 2 arrondissements », « 3 communes ou arrondissements »."""
        kinds = {self.columns.kinds[row] for row in self.chosen} or {"commune"}
        return " ou ".join(plural(number, kind) if n == 0 else f"{kind}s" for n, kind in enumerate(sorted(kinds, reverse=True)))

    def _vintage(self, year: int) -> str:
        if not self.mayotte or year <= FROZEN:
            return str(year)
        return str(FROZEN) if len(self.mayotte) == len(self.rows) else f"{year} (Mayotte : {FROZEN})"

    def _known(self, year: int, vintage: str) -> Known[int]:
        return Known(self._sum(year), SOURCE, typed(vintage), self.perimeter)

    def _missing(self, year: int, reason: str) -> Known[int]:
        return Known.missing(typed(reason), source=SOURCE, vintage=str(year), perimeter=self.perimeter)

    def _sum(self, year: int) -> int:
        values = self.columns.population[year]
        return sum(values[row] for row in self.rows if values[row] != ABSENT)

    def _why_not(self, figure: str) -> str:
        """The gaps of a figure that this selection meets, as one sentence; empty when there are none."""
        met = [gap for gap in self.columns.gaps.get(figure, ()) if self._meets(gap)]
        if not met:
            return ""
        return " ".join(filter(None, (self._apart(met), self._partial(met), self._unknown(met))))

    def _meets(self, gap: Gap) -> bool:
        """A commune counted with another is no gap when both are chosen, or neither."""
        if gap.kind == "compte_avec":
            return (gap.row in self.chosen) != (gap.other in self.chosen)
        return gap.row in self.chosen

    def _apart(self, met: list[Gap]) -> str:
        apart = [gap for gap in met if gap.kind == "compte_avec"]
        if not apart:
            return ""
        names = [self.columns.names[gap.row] for gap in apart]
        homes = sorted({self.columns.names[gap.other] for gap in apart if gap.other is not None})
        counted = "étaient comptées" if len(names) > 1 else "était comptée"
        return f"{named(names)} {counted} avec {named(homes)} : les deux périmètres ne se comparent pas."

    def _partial(self, met: list[Gap]) -> str:
        names = [self.columns.names[gap.row] for gap in met if gap.kind == "partiel"]
        return f"La source ne comptait que l'ancien chef-lieu {of(named(names))} (fusion récente)." if names else ""

    def _unknown(self, met: list[Gap]) -> str:
        names = [self.columns.names[gap.row] for gap in met if gap.kind == "inconnu"]
        return f"La source n'a pas de valeur pour {named(names)}." if names else ""
