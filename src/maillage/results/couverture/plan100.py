"""The plan « 100 % CPTS » as it stands here: its actions with what the instance notes of them, and its two indicators computed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from maillage.facts.reading import Cell, Reader
from maillage.facts.records import Records
from maillage.kernel.known import Known
from maillage.kernel.written import Unreadable, whole
from maillage.law.plan_100 import Plan100, PlanAction, load
from maillage.results.couverture import stages
from maillage.results.territoires.source import folder
from maillage.results.territoires.words import typed

if TYPE_CHECKING:
    from maillage.results.couverture.coverage import Coverage

FOLLOWED, MEMBERS = "suivi_plan_100.yaml", "adhesions.csv"
"""Files that a person keeps in the folder of the instance."""
STATES = {"a_faire": "À faire", "en_cours": "En cours", "fait": "Fait", "abandonne": "Abandonnée"}
_KEYS = ("etat", "avancement", "le", "commentaire")
_COLUMNS = ("cpts", "professionnels", "adherents", "actifs")


class InvalidFollowing(ValueError):
    """A file of the instance cannot be read; `errors` are French sentences."""

    def __init__(self, errors: list[str]) -> None:
        self.errors = tuple(typed(error) for error in errors)
        super().__init__(" ".join(self.errors))


@dataclass(frozen=True, slots=True)
class Followed:
    """An action and what the instance notes of it; nothing noted is an empty state, never « à faire »."""

    action: PlanAction
    axis: str
    state: str
    """A key of `STATES`, or empty."""
    progress: Decimal | None
    on: date | None
    comment: str

    def as_json(self) -> dict[str, Any]:
        action = self.action
        return {
            "numero": action.number,
            "axe": self.axis,
            "titre": action.title,
            "porteur": action.lead,
            "public": action.public,
            "moyens": action.means,
            "budget": action.budget or None,
            "echeance": action.due,
            "etat": self.state or None,
            "avancement": None if self.progress is None else float(self.progress),
            "le": self.on and self.on.isoformat(),
            "commentaire": self.comment or None,
        }


@dataclass(frozen=True, slots=True)
class Membership:
    """Second indicator, over the CPTS that tell it."""

    cpts: int
    professionals: int
    members: int
    active: int

    @property
    def members_share(self) -> float:
        return self.members / self.professionals if self.professionals else 0.0

    @property
    def active_share(self) -> float:
        """Of the members."""
        return self.active / self.members if self.members else 0.0


@dataclass(frozen=True, slots=True)
class PlanView:
    """The plan at a day. `by_stage` is the first indicator: share of the population at each stage, 0 to 1."""

    plan: Plan100
    actions: tuple[Followed, ...]
    covered: Known[float]
    by_stage: dict[str, float]
    cpts: int
    membership: Known[Membership]

    def as_json(self) -> dict[str, Any]:
        told = self.membership.value
        base = self.plan.baseline
        return {
            "actions": [action.as_json() for action in self.actions],
            "population_couverte": self.covered.value,
            "population_couverte_raison": self.covered.reason or None,
            "par_stade": self.by_stage,
            "cpts": self.cpts,
            "adhesion": told
            and {"cpts": told.cpts, "part_adherents": told.members_share, "part_actifs_des_adherents": told.active_share},
            "adhesion_raison": self.membership.reason or None,
            "point_de_depart": {"le": base.on.isoformat(), "cpts": base.cpts, "population_couverte": float(base.covered)},
        }


def plan_100(coverage: "Coverage", home: Path | None = None) -> PlanView:
    """With the files of the instance's folder (`home`, by default its own); InvalidFollowing names their faults."""
    home = folder().parent if home is None else home
    plan = load()
    noted = _noted(home / FOLLOWED, plan)
    france = coverage.by_level("france")[0]
    shares = {name: people / france.population for name, people in france.by_stage.items()}
    covered: Known[float] = Known(france.share, coverage.source, fictitious=coverage.fictitious)
    if not coverage.is_national:
        covered = Known.missing(
            typed("Les périmètres chargés ne couvrent pas tout le pays : la part nationale n'est pas calculable.")
        )
        shares = {}
    return PlanView(
        plan=plan,
        actions=tuple(noted.get(a.number, Followed(a, plan.axes[a.axis], "", None, None, "")) for a in plan.actions),
        covered=covered,
        by_stage={name: shares[name] for name in stages.COVERED if name in shares},
        cpts=len(coverage.packed.ids),
        membership=_membership(home / MEMBERS),
    )


def _noted(path: Path, plan: Plan100) -> dict[str, Followed]:
    if not path.exists():
        return {}
    reader = Reader()
    told = reader.mapping(reader.parse(path.read_text(encoding="utf-8-sig")), keys=[a.number for a in plan.actions])
    known = {action.number: action for action in plan.actions}
    found = {number: _one(reader, cell, known[number], plan) for number, cell in told.items() if number in known}
    if reader.errors:
        raise InvalidFollowing([f"{path.name} : {error}" for error in reader.errors])
    return found


def _one(reader: Reader, cell: Cell, action: PlanAction, plan: Plan100) -> Followed:
    fields: Mapping[str, Cell] = {k: v for k, v in reader.mapping(cell, keys=_KEYS).items() if not v.is_empty}
    return Followed(
        action=action,
        axis=plan.axes[action.axis],
        state=(reader.one_of(fields["etat"], STATES) or "") if "etat" in fields else "",
        progress=reader.share(fields["avancement"]) if "avancement" in fields else None,
        on=reader.day(fields["le"]) if "le" in fields else None,
        comment=(reader.text(fields["commentaire"]) or "") if "commentaire" in fields else "",
    )


def _membership(path: Path) -> Known[Membership]:
    """Sums over the CPTS of the file; one that lacks a figure is left out whole."""
    if not path.exists():
        reason = (
            "Aucune source ouverte ne dit qui adhère : déposez « adhesions.csv » (cpts;professionnels;adherents;actifs) dans le "
            "dossier de l'instance."
        )
        return Known.missing(typed(reason))
    records = Records(path.read_text(encoding="utf-8-sig"))
    missing = [name for name in _COLUMNS if name not in records.keys]
    if missing:
        raise InvalidFollowing([f"{path.name} : il manque la colonne {', '.join(missing)}."])
    kept, errors = [], list[str]()
    for number, record in records:
        if not all(record[name] for name in _COLUMNS[1:]):
            continue
        try:
            figures = [whole(record[name]) for name in _COLUMNS[1:]]
        except Unreadable:
            figures = [0, 0, -1]
        if not figures[0] >= figures[1] >= figures[2] >= 0:
            errors.append(f"{path.name}, ligne {number} : écrivez trois nombres, professionnels ≥ adhérents ≥ actifs.")
            continue
        kept.append(figures)
    if errors:
        raise InvalidFollowing(errors)
    if not kept:
        return Known.missing(typed("Aucune CPTS du fichier « adhesions.csv » n'a ses trois chiffres."))
    return Known(Membership(len(kept), *(sum(column) for column in zip(*kept, strict=True))), "déclaré par les CPTS")
