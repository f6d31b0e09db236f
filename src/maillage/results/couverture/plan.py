"""A plan that covers a région: who takes what, proposed by the solver or written by hand, with all its effects."""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from maillage.facts import words
from maillage.facts.records import Records
from maillage.kernel.codes import commune
from maillage.kernel.money import euros
from maillage.kernel.proof import Proof
from maillage.kernel.spreadsheet import harmless
from maillage.results.couverture import stages
from maillage.results.couverture.amounts import Sized, euros_text, sized
from maillage.results.couverture.ground import Rows
from maillage.results.couverture.plan_parcels import parcels_of
from maillage.results.couverture.plan_rules import PlanRules, ceilings
from maillage.results.couverture.plan_solver import choose
from maillage.results.couverture.shape import moments, road_km
from maillage.results.territoires.places import UnknownPlace
from maillage.results.territoires.words import of, plural, shown, typed

if TYPE_CHECKING:
    from maillage.results.couverture.coverage import Coverage

NEW = "nouvelle-"
"""Begins the name of a CPTS that the plan creates; any text may follow."""
COLUMNS = ("code_commune", "nom_commune", "population", "cpts", "nom_cpts", "action")


class InvalidPlan(ValueError):
    """A plan written by hand that cannot be read; `errors` are French sentences."""

    def __init__(self, errors: Iterable[str]) -> None:
        self.errors = tuple(typed(error) for error in errors)
        super().__init__(" ".join(self.errors))


@dataclass(frozen=True, slots=True)
class Move:
    """What one CPTS takes, or what a new one is made of."""

    kind: str
    """« extension » or « creation »."""
    cpts: str
    name: str
    codes: tuple[str, ...]
    taken: int
    """Inhabitants."""
    before: Sized | None
    after: Sized
    compactness_before: float | None
    compactness: float
    km: float
    """Mean distance of the inhabitants taken to the main commune."""
    pieces: int
    """Groups of communes that do not touch, of the whole CPTS after; 1 is in one piece."""
    exceptions: tuple[str, ...]
    sentence: str

    @property
    def changes_taille(self) -> bool:
        return self.before is not None and self.before.taille != self.after.taille

    def as_json(self) -> dict[str, Any]:
        def told(each: Sized | None) -> dict[str, Any] | None:
            if each is None:
                return None
            return {"population": each.population, "taille": each.taille, "montant": each.amount.as_json()}

        return {
            "action": self.kind,
            "cpts": self.cpts,
            "nom": self.name,
            "communes": list(self.codes),
            "habitants_pris": self.taken,
            "avant": told(self.before),
            "apres": told(self.after),
            "compacite_avant": self.compactness_before,
            "compacite_apres": self.compactness,
            "km": self.km,
            "morceaux": self.pieces,
            "exceptions": list(self.exceptions),
            "phrase": self.sentence,
        }


@dataclass(frozen=True, slots=True)
class Plan:
    """A région once its moves are done. `assignment` is the plan itself: commune -> machine name of who takes it."""

    region: str
    name: str
    moves: tuple[Move, ...]
    """Extensions then creations, most inhabitants first."""
    assignment: tuple[tuple[str, str], ...]
    population: int
    communes: int
    left: int
    """Inhabitants that the plan leaves without CPTS."""
    changes: int
    """CPTS whose taille changes."""
    creations: int
    gain: int | None
    """Cents a year, fixed part, that the agreement pays more; None when an amount is not established."""
    by_hand: bool
    proven: bool
    gap: float
    rules: PlanRules
    sentence: str
    fictitious: bool
    table: str
    """The plan as CSV, to be edited and read again by `by_hand`."""

    def as_json(self) -> dict[str, Any]:
        return {
            "region": self.region,
            "nom": self.name,
            "population_couverte": self.population,
            "communes": self.communes,
            "habitants_laisses": self.left,
            "changements_de_taille": self.changes,
            "creations": self.creations,
            "montant_annuel_en_plus": None if self.gain is None else float(euros(self.gain)),
            "a_la_main": self.by_hand,
            "optimum_prouve": self.proven,
            "ecart": round(self.gap, 4),
            "regles": self.rules.as_json(),
            "mouvements": [move.as_json() for move in self.moves],
            "communes_par_cpts": dict(self.assignment),
            "phrase": self.sentence,
            "fictif": self.fictitious,
        }


def propose(coverage: "Coverage", region: str, rules: PlanRules | None = None) -> Plan:
    """The plan that changes the fewest tailles, then the most compact; UnknownPlace when there is no such région."""
    rules = rules or PlanRules()
    _check(coverage, region)
    parcels = parcels_of(coverage, region)
    if parcels is None:
        return _plan(coverage, region, {}, rules, (False, True, 0.0))
    population = coverage.packed.population[parcels.cpts].tolist()
    choice = choose(parcels, population, ceilings(population, coverage.today), rules)
    columns, groups = coverage.land.columns, parcels.groups
    main = [groups.rows[s : s + n][coverage.land.population[groups.rows[s : s + n]].argmax()] for s, n in _spans(groups)]
    names = [coverage.packed.ids[k] for k in parcels.cpts] + [f"{NEW}{columns.codes[row]}" for row in main]
    taken = {int(row): names[choice.host[p]] for row, p in zip(groups.rows, groups.zone, strict=True)}
    return _plan(coverage, region, taken, rules, (False, choice.proven, choice.gap))


def _spans(groups: Any) -> Iterable[tuple[int, int]]:
    return zip(groups.starts.tolist(), groups.counts.tolist(), strict=True)


def by_hand(coverage: "Coverage", region: str, assignment: Mapping[str, str], rules: PlanRules | None = None) -> Plan:
    """The effects of a plan that a person wrote: commune -> CPTS, « nouvelle-… », or nothing to leave it uncovered."""
    _check(coverage, region)
    columns = coverage.land.columns
    taken, errors = {}, []
    for code, name in assignment.items():
        row = columns.row_of.get(code)
        if not name.strip():
            continue
        if row is None or not coverage.land.is_unit[row]:
            errors.append(f"« {shown(code)} » n'est le code d'aucune commune actuelle : reprenez ceux du plan proposé.")
        elif columns.regions[row] != region or coverage.stage_of_unit[row] != stages.NONE:
            errors.append(
                f"{columns.names[row]} ({code}) n'est pas une commune sans CPTS de cette région : retirez-la du plan."
            )
        elif not name.startswith(NEW) and name not in coverage.packed.number:
            errors.append(
                f"« {shown(name)} » n'est aucune CPTS : donnez son identifiant, ou « {NEW} » et un nom pour une création."
            )
        else:
            taken[row] = name
    if errors:
        raise InvalidPlan(errors[:20])
    return _plan(coverage, region, taken, rules or PlanRules(), (True, False, 0.0))


def read_table(text: str) -> dict[str, str]:
    """The assignment of a CSV written by `Plan.table`, edited or not; InvalidPlan when its columns are missing."""
    records = Records(text)
    if not {"code_commune", "cpts"} <= set(records.keys):
        raise InvalidPlan(["Le plan doit avoir les colonnes « code_commune » et « cpts » : reprenez le fichier proposé."])
    return {commune.mended(record["code_commune"]): record["cpts"] for _, record in records}


def _check(coverage: "Coverage", region: str) -> None:
    if region not in coverage.land.columns.levels["region"].number:
        raise UnknownPlace(typed(f"« {shown(region)} » n'est le code d'aucune région : 76 par exemple."))


def _plan(coverage: "Coverage", region: str, taken: Mapping[int, str], rules: PlanRules, how: tuple[bool, bool, float]) -> Plan:
    land = coverage.land
    level = land.columns.levels["region"]
    inside = land.is_unit & (land.number_in("region") == level.number[region]) & (coverage.stage_of_unit == stages.NONE)
    moves = _moves(coverage, taken, rules)
    gains = [_gain(move) for move in moves]
    known = [gain for gain in gains if gain is not None]
    rows = sorted(taken, key=lambda row: land.columns.codes[row])
    name = level.names[level.number[region]]
    changes = sum(move.changes_taille for move in moves)
    creations = sum(move.kind == "creation" for move in moves)
    population = int(land.population[rows].sum())
    left = int(land.population[inside].sum()) - population
    gain = sum(known) if len(known) == len(gains) else None
    return Plan(
        region=region,
        name=name,
        moves=moves,
        assignment=tuple((land.columns.codes[row], taken[row]) for row in rows),
        population=population,
        communes=len(rows),
        left=left,
        changes=changes,
        creations=creations,
        gain=gain,
        by_hand=how[0],
        proven=how[1],
        gap=how[2],
        rules=rules,
        sentence=_sentence(name, moves, population, left, changes, gain),
        fictitious=coverage.fictitious,
        table=_table(coverage, taken, np.flatnonzero(inside)),
    )


def _gain(move: Move) -> int | None:
    before = 0 if move.before is None else move.before.amount.fixed
    after = move.after.amount.fixed
    return None if before is None or after is None else after - before


def _moves(coverage: "Coverage", taken: Mapping[int, str], rules: PlanRules) -> tuple[Move, ...]:
    by_host: dict[str, list[int]] = {}
    for row, name in taken.items():
        by_host.setdefault(name, []).append(row)
    moves = [_move(coverage, name, np.array(sorted(rows), np.int64), rules) for name, rows in by_host.items()]
    return tuple(sorted(moves, key=lambda move: (move.kind == "creation", -move.taken, move.cpts)))


def _move(coverage: "Coverage", name: str, rows: Rows, rules: PlanRules) -> Move:
    land, packed = coverage.land, coverage.packed
    k = packed.number.get(name)
    own = rows[:0] if k is None else packed.rows_of(k)
    taken, had = int(land.population[rows].sum()), int(land.population[own].sum())
    before, after = sized([had, had + taken], coverage.today)
    whole = np.r_[own, rows]
    main = packed.principal[k] if k is not None else rows[land.population[rows].argmax()]
    km = road_km(land, rows, np.full(len(rows), main))
    shapes = moments(land, np.r_[own, whole], np.r_[np.zeros(len(own), np.int64), np.ones(len(whole), np.int64)], 2).compactness
    mean = float((km * land.population[rows]).sum() / max(taken, 1))
    before_pieces, pieces = (len(land.warehouse.graph.pieces(part.tolist())) for part in (own, whole))
    title = packed.names[k] if k is not None else f"Nouvelle CPTS {of(land.columns.names[int(main)])}"
    exceptions = _exceptions(None if k is None else before, taken, after, mean, rules)
    if pieces > max(before_pieces, 1):
        exceptions += (typed("Ce qui est pris ne touche pas entièrement le reste : une île, ou une enclave."),)
    return Move(
        kind="creation" if k is None else "extension",
        cpts=name,
        name=title,
        codes=land.codes_of(rows),
        taken=taken,
        before=None if k is None else before,
        after=after,
        compactness_before=None if k is None else round(float(shapes[0]), 3),
        compactness=round(float(shapes[1]), 3),
        km=round(mean, 1),
        pieces=pieces,
        exceptions=exceptions,
        sentence=_said(title, None if k is None else before, after, len(rows), taken),
    )


def _exceptions(before: Sized | None, taken: int, after: Sized, km: float, rules: PlanRules) -> tuple[str, ...]:
    found = []
    if before is None and taken < rules.creation_least:
        found.append(f"La CPTS créée a moins de {words.count(rules.creation_least)} habitants.")
    if before is None and taken > rules.creation_most:
        found.append(f"La CPTS créée a plus de {words.count(rules.creation_most)} habitants.")
    if before is not None and after.population > max(before.population * (1 + rules.growth), rules.growth_floor):
        found.append(f"L'extension ajoute plus de {rules.growth * 100:.0f} % des habitants de la CPTS.")
    if km > rules.km:
        found.append(f"Les habitants sont à {km:.0f} km en moyenne de la commune principale.")
    return tuple(typed(sentence) for sentence in found)


def _said(title: str, before: Sized | None, after: Sized, communes: int, taken: int) -> str:
    gains = f"{plural(communes, 'commune')} et {plural(taken, 'habitant')}"
    if before is None:
        return typed(f"{title} : {gains}, taille {after.taille}, {after.amount.text} par an.")
    kept = f"reste en taille {after.taille}"
    if before.taille != after.taille:
        kept = f"passe de la taille {before.taille} à la taille {after.taille}"
    return typed(
        f"{title} prend {gains} : elle a {words.count(after.population)} habitants et {kept} "
        f"({before.amount.text} par an avant, {after.amount.text} après)."
    )


def _sentence(name: str, moves: tuple[Move, ...], population: int, left: int, changes: int, gain: int | None) -> str:
    if not moves:
        return typed(f"{name} : rien à couvrir." if not left else f"{name} : le plan ne couvre rien.")
    extensions = [move for move in moves if move.kind == "extension"]
    creations = len(moves) - len(extensions)
    proof = Proof.weakest(one.amount.proof for move in moves for one in (move.before, move.after) if one)
    gained = euros_text(gain) + (f" ({proof.label})" if gain and proof is not None else "")
    rest = "plus personne n'est sans CPTS" if not left else f"{plural(left, 'habitant')} restent sans CPTS"
    return typed(
        f"{name} : {plural(population, 'habitant')} couverts par {plural(len(extensions), 'extension')} et "
        f"{plural(creations, 'création')} ; {plural(changes, 'changement')} de taille ; {rest} ; {gained} de plus par an."
    )


def _table(coverage: "Coverage", taken: Mapping[int, str], rows: Rows) -> str:
    """Every uncovered commune of the région, one a line."""
    land, packed = coverage.land, coverage.packed
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in sorted(rows.tolist(), key=lambda row: (taken.get(row, ""), land.columns.codes[row])):
        name = taken.get(row, "")
        number = packed.number.get(name)
        title = "" if number is None else packed.names[number]
        action = "" if not name else "creation" if number is None else "extension"
        cells = (land.columns.codes[row], land.columns.names[row], str(land.population[row]), name, title, action)
        writer.writerow([harmless(cell) for cell in cells])
    return "\N{ZERO WIDTH NO-BREAK SPACE}" + text.getvalue()
