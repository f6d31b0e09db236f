"""Le plan « 100 % CPTS » se lit entier, et chaque faute de son fichier est nommée."""

import copy
from fractions import Fraction
from pathlib import Path

import pytest

from maillage.law import plan_100, reader, yaml_file
from maillage.law.errors import InvalidLaw

RAW = yaml_file.read(Path(plan_100.__file__).with_name("plan_100.yaml"))


def test_vingt_actions_en_cinq_axes() -> None:
    plan = plan_100.load()
    assert [len([a for a in plan.actions if a.axis == axis]) for axis in plan.axes] == [3, 2, 3, 7, 5]
    assert all(a.title and a.lead and a.public and a.means and a.due for a in plan.actions)
    assert plan.text in reader.load().texts
    assert (plan.baseline.cpts, plan.baseline.covered) == (644, Fraction(3, 4))


@pytest.mark.parametrize(
    ("path", "value", "why"),
    [
        (("actions", "2.1", "porteur"), None, "actions/2.1/porteur"),
        (("actions", "2.1", "couleur"), "bleu", "couleur"),
        (("actions", "9.1"), {"titre": "Autre"}, "9.1"),
        (("point_de_depart", "cpts"), "beaucoup", "entier"),
        (("point_de_depart", "population_couverte"), "les trois quarts", "part"),
    ],
)
def test_une_faute_est_nommee(path: tuple[str, ...], value: object, why: str) -> None:
    raw = copy.deepcopy(RAW)
    place = raw
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    with pytest.raises(InvalidLaw) as refused:
        plan_100.read(raw)
    assert any(why in error for error in refused.value.errors)
