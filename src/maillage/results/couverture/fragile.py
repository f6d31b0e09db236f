"""Signals that a CPTS may run out of breath: declared, each with its threshold and its sentence; there is no score.

The signals that only the records of a CPTS can tell (members, activity, late missions, money unspent, empty mandates) have
their place and say that they are not known here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from maillage.facts import words
from maillage.kernel.periods import add_months
from maillage.opendata.warehouse.schema import NEWEST, YEARS
from maillage.results.couverture import stages
from maillage.results.couverture.amounts import sized
from maillage.results.couverture.ground import Rows
from maillage.results.couverture.supply import MISSING, supplies
from maillage.results.territoires.words import NBSP, plural, typed

if TYPE_CHECKING:
    from maillage.results.couverture.coverage import Coverage
    from maillage.results.couverture.cpts import Cpts

RAISED, QUIET, UNKNOWN = "signale", "rien", "inconnu"
LETTRE_MONTHS, PROJET_MONTHS = 18, 12
DISPUTED = 0.1
YEARS_AHEAD = 5
_FIRST = YEARS[1]


@dataclass(frozen=True, slots=True)
class SignalKind:
    """What is looked at, why, and from when it is raised."""

    key: str
    title: str
    why: str
    threshold: str


KINDS = (
    SignalKind(
        "lettre_sans_suite",
        "Lettre d'intention sans suite",
        "Le plan finance un coordinateur 12 à 18 mois pour mener de la lettre au contrat (action 2.2).",
        f"Plus de {LETTRE_MONTHS} mois depuis la lettre d'intention.",
    ),
    SignalKind(
        "projet_sans_contrat",
        "Projet validé sans contrat",
        "Un projet validé qui ne mène pas au contrat laisse la CPTS sans financement de l'ACI.",
        f"Plus de {PROJET_MONTHS} mois depuis la validation du projet.",
    ),
    SignalKind(
        "taille_menacee",
        "Taille menacée par la baisse de la population",
        "Une taille perdue baisse le financement de chaque année qui suit.",
        f"La population, à son rythme depuis {_FIRST}, passe sous la borne de sa taille en {YEARS_AHEAD} ans.",
    ),
    SignalKind(
        "morceaux",
        "Territoire en plusieurs morceaux",
        "Des communes séparées du reste sont difficiles à animer ; c'est parfois une erreur de périmètre.",
        "Deux groupes de communes, ou plus, qui ne se touchent pas (les îles à part).",
    ),
    SignalKind(
        "disputee",
        "Communes réclamées par une autre CPTS",
        "Deux CPTS pour les mêmes professionnels se partagent leurs forces.",
        f"Plus de {DISPUTED:.0%} de sa population.".replace("%", f"{NBSP}%"),
    ),
    SignalKind(
        "offre_rare",
        "Peu de médecins généralistes à portée",
        "Peu de professionnels portent toutes les missions.",
        "Accessibilité calculée parmi le dixième le plus bas des CPTS.",
    ),
)
FROM_RECORDS = (
    SignalKind("adhesion", "Peu d'adhérents", "L'adhésion dit si les professionnels suivent.", "À régler avec la CPTS."),
    SignalKind("activite", "Peu d'activité", "Réunions et actions se raréfient avant l'arrêt.", "À régler avec la CPTS."),
    SignalKind("missions_en_retard", "Missions en retard", "Le calendrier de l'accord fixe leur démarrage.", "Dates de l'ACI."),
    SignalKind("argent_non_depense", "Argent non dépensé", "Des fonds qui dorment disent un manque de bras.", "À régler."),
    SignalKind("mandats_vides", "Mandats vides", "Sans bureau complet, la CPTS ne décide plus.", "Un mandat sans titulaire."),
)
_NOT_OPEN = "Aucune source ouverte ne le dit : il faut les dossiers de la CPTS."


@dataclass(frozen=True, slots=True)
class Signal:
    kind: SignalKind
    state: str
    sentence: str

    def as_json(self) -> dict[str, Any]:
        kind = self.kind
        return {"cle": kind.key, "titre": kind.title, "etat": self.state, "phrase": self.sentence, "seuil": kind.threshold}


@dataclass(frozen=True, slots=True)
class Fragility:
    """One CPTS and all its signals, in the order of the declarations."""

    cpts: "Cpts"
    signals: tuple[Signal, ...]

    @property
    def raised(self) -> tuple[Signal, ...]:
        return tuple(signal for signal in self.signals if signal.state == RAISED)

    def as_json(self) -> dict[str, Any]:
        return {"cpts": self.cpts.id, "nom": self.cpts.name, "signaux": [signal.as_json() for signal in self.signals]}


def fragilities(coverage: "Coverage") -> tuple[Fragility, ...]:
    """Every CPTS, those with most signals raised first, then by name."""
    looks = _Looks(coverage)
    found = [Fragility(cpts, (*looks.signals(cpts), *_silent())) for cpts in coverage.all_cpts()]
    return tuple(sorted(found, key=lambda each: (-len(each.raised), each.cpts.name)))


def _silent() -> tuple[Signal, ...]:
    return tuple(Signal(kind, UNKNOWN, typed(_NOT_OPEN)) for kind in FROM_RECORDS)


Look = Callable[["Cpts", int], tuple[str, str]]


class _Looks:
    """One method a signal: its state, and the sentence that says what was seen."""

    def __init__(self, coverage: "Coverage") -> None:
        self.coverage, self.packed = coverage, coverage.packed
        self.sized = sized(self.packed.population, coverage.today)
        self.future = sized(_ahead(coverage), coverage.today)
        supply = supplies(coverage.land, self.packed.rows, self.packed.owner, len(self.packed.ids))
        self.reach = [each.accessibility.value for each in supply]
        known = [value for value in self.reach if value is not None]
        self.low = float(np.quantile(known, 0.1)) if known else None

    def signals(self, cpts: "Cpts") -> tuple[Signal, ...]:
        k = self.packed.number[cpts.id]
        looks: tuple[Look, ...] = (self.lettre, self.projet, self.taille, self.morceaux, self.disputee, self.offre)
        told = (look(cpts, k) for look in looks)
        return tuple(Signal(kind, state, typed(said)) for kind, (state, said) in zip(KINDS, told, strict=True))

    def lettre(self, cpts: "Cpts", k: int) -> tuple[str, str]:
        return self._waits(cpts, stages.LETTRE, LETTRE_MONTHS, "La lettre d'intention")

    def projet(self, cpts: "Cpts", k: int) -> tuple[str, str]:
        return self._waits(cpts, stages.PROJET, PROJET_MONTHS, "La validation du projet")

    def _waits(self, cpts: "Cpts", stage: int, months: int, what: str) -> tuple[str, str]:
        if cpts.stage == stages.NAMES[stages.UNKNOWN]:
            return UNKNOWN, "Le stade n'est pas dit."
        if cpts.stage != stages.NAMES[stage]:
            return QUIET, "Elle n'est pas à ce stade."
        if cpts.since is None:
            return UNKNOWN, "La date du stade n'est pas dite."
        late = add_months(cpts.since, months) < self.coverage.today
        return (RAISED if late else QUIET), f"{what} est du {words.day(cpts.since)}."

    def taille(self, cpts: "Cpts", k: int) -> tuple[str, str]:
        now, then = self.sized[k], self.future[k]
        before, after = now.population, then.population
        told = (
            f"Au rythme depuis {_FIRST}, {plural(after, 'habitant')} dans {YEARS_AHEAD} ans (aujourd'hui {words.count(before)})"
        )
        if now.taille is None or then.taille is None:
            return UNKNOWN, "La taille n'est pas établie."
        if then.taille < now.taille:
            return RAISED, f"{told} : la taille {now.taille} deviendrait {then.taille}."
        return QUIET, f"{told}."

    def morceaux(self, cpts: "Cpts", k: int) -> tuple[str, str]:
        graph = self.coverage.land.warehouse.graph
        pieces = [
            p for p in graph.pieces(self.packed.rows_of(k).tolist()) if not all(set(graph.around(r)) <= set(p) for r in p)
        ]
        if len(pieces) > 1:
            return RAISED, f"{words.count(len(pieces))} groupes de communes qui ne se touchent pas."
        return QUIET, "D'un seul tenant."

    def disputee(self, cpts: "Cpts", k: int) -> tuple[str, str]:
        rows = [self.coverage.land.columns.row_of[code] for code in cpts.contested]
        people = int(self.coverage.land.population[rows].sum())
        told = f"{plural(len(rows), 'commune')} et {plural(people, 'habitant')} réclamés par une autre."
        return (RAISED if people > DISPUTED * max(cpts.population, 1) else QUIET), told if rows else "Aucune commune disputée."

    def offre(self, cpts: "Cpts", k: int) -> tuple[str, str]:
        reach = self.reach[k]
        if reach is None or self.low is None:
            return UNKNOWN, MISSING
        told = f"{reach:.1f} médecins généralistes accessibles pour 10 000 habitants".replace(".", ",")
        return (RAISED if reach <= self.low else QUIET), f"{told}."


def _ahead(coverage: "Coverage") -> Rows:
    """Population of each CPTS in `YEARS_AHEAD` years, at its pace since `_FIRST`."""
    packed, land = coverage.packed, coverage.land
    old = np.asarray(land.columns.population[_FIRST], np.int64)[packed.rows]
    kept = old > 0
    size = len(packed.ids)
    then = np.bincount(packed.owner[kept], old[kept], size)
    now = np.bincount(packed.owner[kept], land.population[packed.rows[kept]], size)
    yearly = (now / np.maximum(then, 1)) ** (1 / (NEWEST - _FIRST))
    return np.round(np.where(then > 0, packed.population * yearly**YEARS_AHEAD, packed.population)).astype(np.int64)
