"""Le plan « 100 % CPTS » en données : ses axes, ses actions, son point de départ, lus de `plan_100.yaml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from maillage.law import yaml_file
from maillage.law.checks import Complaints
from maillage.law.errors import InvalidLaw

_FILE = Path(__file__).with_name("plan_100.yaml")
_REQUIRED, _OPTIONAL = ("titre", "porteur", "public", "moyens", "echeance"), ("budget",)


@dataclass(frozen=True, slots=True)
class PlanAction:
    """Une action ; un champ vide n'est pas dit par le plan."""

    number: str
    axis: int
    title: str
    lead: str
    public: str
    means: str
    budget: str
    due: str


@dataclass(frozen=True, slots=True)
class Baseline:
    """Ce que le plan dit du réseau à son départ."""

    on: date
    cpts: int
    covered: Fraction
    members: str
    active: str
    exhausted: str


@dataclass(frozen=True, slots=True)
class Plan100:
    """`text` est l'identifiant du plan dans le registre des textes."""

    text: str
    axes: Mapping[int, str]
    actions: tuple[PlanAction, ...]
    baseline: Baseline


@cache
def load() -> Plan100:
    """Le plan fourni avec Maillage ; InvalidLaw énumère les fautes du fichier."""
    return read(yaml_file.read(_FILE))


def read(raw: Mapping[str, Any]) -> Plan100:
    says = Complaints(_FILE.name)
    says.only(raw, ("texte", "axes", "point_de_depart", "actions"))
    axes = {int(number): says.text(raw["axes"], number, "axes/") for number in raw.get("axes") or {}}
    actions = tuple(_action(str(number), entry or {}, axes, says) for number, entry in (raw.get("actions") or {}).items())
    baseline = _baseline(raw.get("point_de_depart") or {}, says)
    text = says.text(raw, "texte")
    if says.errors or baseline is None:
        raise InvalidLaw(tuple(says.errors))
    return Plan100(text, axes, actions, baseline)


def _action(number: str, raw: Mapping[str, Any], axes: Mapping[int, str], says: Complaints) -> PlanAction:
    where = f"actions/{number}/"
    says.only(raw, (*_REQUIRED, *_OPTIONAL), where)
    axis, _, _ = number.partition(".")
    if not axis.isdigit() or int(axis) not in axes:
        says.add(f"actions/{number}", number, f"commencez par le numéro d'un axe : {', '.join(map(str, axes))}.")
    title, lead, public, means, due = (says.text(raw, key, where) for key in _REQUIRED)
    budget = says.text(raw, "budget", where, required=False)
    return PlanAction(number, int(axis) if axis.isdigit() else 0, title, lead, public, means, budget, due)


def _baseline(raw: Mapping[str, Any], says: Complaints) -> Baseline | None:
    where = "point_de_depart/"
    says.only(raw, ("le", "cpts", "population_couverte", "adherents", "actifs", "essoufflement"), where)
    on = says.day(raw, "le", where)
    cpts, covered = raw.get("cpts"), raw.get("population_couverte")
    if not isinstance(cpts, int):
        says.add(f"{where}cpts", cpts, "écrivez un nombre entier.")
    texts = [says.text(raw, key, where) for key in ("adherents", "actifs", "essoufflement")]
    try:
        share = Fraction(str(covered))
    except ValueError:
        says.add(f"{where}population_couverte", covered, "écrivez une part entre 0 et 1, par exemple 0.75.")
        return None
    return None if on is None or not isinstance(cpts, int) else Baseline(on, cpts, share, *texts)
