"""The agreement over a file of many CPTS at once: the same rules, in columns."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from maillage.facts import words
from maillage.kernel.money import euros, format_euros
from maillage.kernel.proof import NOTHING_READ, Proof
from maillage.law import reader as law_reader
from maillage.law.errors import LawError
from maillage.results.gather import table_facts
from maillage.results.gather.funding import contract_years, missions_of
from maillage.results.gather.table_facts import InvalidTable, Row, Table
from maillage.results.runs.model import ACQUIS, CERTAINTIES, EN_JEU, PROBABLE, Sum
from maillage.rules.aci import RULES
from maillage.rules.engine.columns import Columns

__all__ = ["InvalidTable", "NationalResult", "compute", "read"]


def read(text: str) -> Table:
    """The table of a CSV text (docs/guide): rows kept, rows refused."""
    law = law_reader.load()
    socle = missions_of(law)
    first_day = law.parameters["aci/version"].versions[0].since
    return table_facts.read_table(text, tuple(socle), socle, first_day, contract_years(first_day))


@dataclass(frozen=True)
class NationalResult:
    """Amounts in cents of each CPTS (rows) by contract year (columns); `refused` marks what is not established."""

    day: date
    rows: tuple[Row, ...]
    rejected: tuple[str, ...]
    taille: Any
    totals: Any
    refused: Any
    sums: Mapping[str, Any]
    """Certainty -> cents of each CPTS over the contract."""
    proofs: Mapping[str, Any]
    """Certainty -> weakest degree of what is added for each CPTS; `NOTHING_READ` where nothing is."""
    proof: Any
    """Weakest degree of proof met by each CPTS."""
    by_mission: dict[str, Any]
    """« fonctionnement » or mission -> cents by contract year, all CPTS, established figures only."""
    en_jeu_by_mission: dict[str, Any]
    """Mission -> cents of the rest of its variable share by contract year."""
    en_jeu_proof_by_mission: dict[str, Any]
    """Mission -> weakest degree of that rest by contract year."""
    proof_by_mission: dict[str, Any]
    """« fonctionnement » or mission -> weakest degree of proof by contract year; official where nothing is due."""
    refused_by_mission: dict[str, Any]
    """« fonctionnement » or mission -> by contract year, how many CPTS have an amount that is not established."""

    def as_json(self) -> dict[str, Any]:
        """Stable form documented in docs/guide."""
        return {
            "le": self.day.isoformat(),
            "cpts": [self._row(index, row) for index, row in enumerate(self.rows)],
            "ensemble": {
                "cpts": len(self.rows),
                **{status: _amount(cents.sum()) for status, cents in self.sums.items()},
                "preuves": {status: _key(degrees.min()) for status, degrees in self.proofs.items()},
                "par_poste": {name: [_amount(c) for c in cents] for name, cents in self.by_mission.items()},
                "preuve": _key(self.proof.min()) if len(self.rows) else None,
            },
            "rejets": list(self.rejected),
        }

    def _row(self, index: int, row: Row) -> dict[str, Any]:
        return {
            "cpts": row.name,
            "ligne": row.line,
            "population": row.population,
            "taille": int(self.taille[index]),
            "totaux": [
                None if refused else _amount(cents)
                for cents, refused in zip(self.totals[index], self.refused[index], strict=True)
            ],
            **{status: _amount(cents[index]) for status, cents in self.sums.items()},
            "preuves": {status: _key(degrees[index]) for status, degrees in self.proofs.items()},
            "preuve": _key(self.proof[index]),
        }

    def as_text(self) -> str:
        """A table a terminal can show, sums last, refused rows after."""
        lines = [f"{'CPTS':<40} taille {' '.join(f'{words.STATUTS[status]:>34}' for status in CERTAINTIES)}"]
        for index, row in enumerate(self.rows):
            amounts = " ".join(_said(self.sums[s][index], self.proofs[s][index]) for s in CERTAINTIES)
            lines.append(f"{row.name[:40]:<40} {int(self.taille[index]):>6} {amounts}")
        sums = " ".join(_said(self.sums[s].sum(), self.proofs[s].min()) for s in CERTAINTIES)
        lines += [f"{words.count(len(self.rows)) + ' CPTS, cinq années':<40} {'':>6} {sums}"]
        if self.rejected:
            lines += ["", f"{len(self.rejected)} lignes refusées", *(f"  - {sentence}" for sentence in self.rejected)]
        return "\n".join(lines)


def compute(table: Table, *, day: date, known_on: date | None = None) -> NationalResult:
    """Every amount of every CPTS of the table; InvalidTable when no row is left or the law is silent."""
    if not table.rows:
        raise InvalidTable("Aucune ligne à calculer. " + " ".join(table.rejected[:5]))
    law = law_reader.load()
    try:
        law.at("aci/version", day, known_on)
    except LawError as error:
        raise InvalidTable(f"{day:%d/%m/%Y} : {error.sentence}") from None
    missions = tuple(missions_of(law))
    years = range(1, contract_years(table.rows[0].signe_le) + 1)
    columns = Columns(RULES, law, table_facts.column_facts(table.rows, missions, len(years)), day=day, known_on=known_on)
    return _result(table, columns, missions, years, day)


def _result(table: Table, columns: Columns, missions: tuple[str, ...], years: range, day: date) -> NationalResult:
    size = columns.facts.size
    sums = Sums(size)
    posts = Posts(missions, len(years))
    totals, refused = np.zeros((size, len(years)), np.int64), np.zeros((size, len(years)), bool)
    proof: Any = np.full(size, NOTHING_READ)
    for index, year in enumerate(years):
        total = columns.column("montant_annuel", year, year)
        totals[:, index] = total.values
        refused[:, index] = False if total.refused is None else total.refused
        proof = np.minimum(proof, total.proof)
        figure = figure_of(columns, "fonctionnement", year, year)
        sums.add(ACQUIS, figure)
        posts.add("fonctionnement", index, figure)
        for mission in missions:
            present = columns.has("demarre_le", mission)
            if np.any(present):
                _add_mission(columns, sums, posts, index, year, mission, present)
    return NationalResult(
        day,
        table.rows,
        table.rejected,
        np.broadcast_to(columns("taille", 1), (size,)),
        totals,
        refused,
        sums.cents,
        sums.proof,
        proof=proof,
        by_mission=posts.due,
        en_jeu_by_mission=posts.en_jeu,
        en_jeu_proof_by_mission=posts.en_jeu_proof,
        proof_by_mission=posts.proof,
        refused_by_mission=posts.refused,
    )


class Sums:
    """By certainty, the cents of each CPTS and the weakest proof of what they add, as `runs.model.Sum` does of one."""

    def __init__(self, size: int) -> None:
        self.cents = {status: np.zeros(size, np.int64) for status in CERTAINTIES}
        self.proof = {status: np.full(size, NOTHING_READ) for status in CERTAINTIES}

    def add(self, status: str, figure: "Figures", present: Any = True) -> None:
        given = np.where(present, figure.values, 0)
        self.cents[status] += given
        self.proof[status] = np.minimum(self.proof[status], np.where(given != 0, figure.proof, NOTHING_READ))

    def of(self, status: str) -> Iterator[Sum]:
        """One by one, in the order of the rows."""
        for cents, degree in zip(self.cents[status].tolist(), self.proof[status].tolist(), strict=True):
            yield Sum(cents, None if degree == NOTHING_READ else Proof(degree))


class Posts:
    """Sums over all CPTS by post (fonctionnement, then each mission) and contract year."""

    def __init__(self, missions: tuple[str, ...], years: int) -> None:
        names = ("fonctionnement", *missions)
        self.due, self.en_jeu, self.refused = ({name: np.zeros(years, np.int64) for name in names} for _ in range(3))
        self.proof, self.en_jeu_proof = ({name: np.full(years, NOTHING_READ) for name in names} for _ in range(2))

    def add(self, post: str, index: int, figure: "Figures", present: Any = True) -> None:
        refused = present & figure.refused
        self.due[post][index] += np.where(present, figure.values, 0).sum()
        self.refused[post][index] += refused.sum()
        proof = np.where(present & (figure.values != 0), figure.proof, NOTHING_READ)
        self.proof[post][index] = min(self.proof[post][index], proof.min())


@dataclass(frozen=True, slots=True)
class Figures:
    """One amount of every CPTS: cents (0 where refused) and how well each is established."""

    values: Any
    proof: Any
    refused: Any


def figure_of(columns: Columns, name: str, *keys: Any) -> Figures:
    """A rule over all dossiers, zero where it is refused."""
    column = columns.column(name, *keys)
    shape = (columns.facts.size,)
    refused = np.broadcast_to(False if column.refused is None else column.refused, shape)
    values = np.where(refused, 0, np.broadcast_to(column.values, shape))
    return Figures(values, np.broadcast_to(column.proof, shape), refused)


def _add_mission(columns: Columns, sums: Sums, posts: Posts, index: int, year: int, mission: str, present: Any) -> None:
    fixed = figure_of(columns, "part_fixe_due", year, mission, year)
    expected = figure_of(columns, "part_variable_attendue", year, mission, year)
    at_stake = figure_of(columns, "part_variable_en_jeu", year, mission)
    posts.add(mission, index, fixed, present)
    sums.add(ACQUIS, fixed, present)
    for status, post, proof, figure in (
        (PROBABLE, posts.due, posts.proof, expected),
        (EN_JEU, posts.en_jeu, posts.en_jeu_proof, at_stake),
    ):
        sums.add(status, figure, present)
        given = np.where(present, figure.values, 0)
        post[mission][index] += given.sum()
        proof[mission][index] = min(proof[mission][index], np.where(given != 0, figure.proof, NOTHING_READ).min())


def _amount(cents: Any) -> float:
    return float(euros(int(cents)))


def _key(degree: Any) -> str | None:
    """The word of a degree in JSON; null where nothing was added."""
    return None if int(degree) == NOTHING_READ else Proof(int(degree)).key


def _said(cents: Any, degree: Any) -> str:
    """« 450 000,00 € [déduit] », as wide as a column of the table."""
    proof = "" if int(degree) == NOTHING_READ else f"[{Proof(int(degree)).label}]"
    return f"{format_euros(int(cents)):>18} {proof:<15}"
