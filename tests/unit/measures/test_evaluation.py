"""Each method of a definition, applied to columns as results hands them over."""

import math
from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest

from maillage.measures.columns import Column
from maillage.measures.evaluation import Inputs, by_commune, displayed, distance_column, evaluate, reach_column, weighted_demand
from maillage.measures.model import Measured
from maillage.measures.reader import load_definitions
from tests.spec.drawn import along_the_equator

DEFINITIONS = load_definitions()
POINTS = along_the_equator([0, 5, 60])
PEOPLE = Column(np.array([1000.0, 3000, 6000]), "Insee", "2023")
DOCTORS = Column(np.array([2.0, 0, 3]), "RPPS", "2026", fictitious=True)
ALL = np.arange(3)


def test_a_ratio_carries_its_parts_and_says_that_it_is_fictitious() -> None:
    found = evaluate(DEFINITIONS["densite_medecin_generaliste"], Inputs(DOCTORS, PEOPLE), ALL, population=PEOPLE.values)
    assert (found.value, found.numerator, found.denominator) == (Decimal(5), Decimal(5), Decimal(10_000))
    assert (found.fictitious, found.source, found.vintage) == (True, "RPPS", "2026")


def test_accessibility_is_shared_between_neighbours_and_averaged_by_inhabitant() -> None:
    definition = DEFINITIONS["accessibilite_medecin_generaliste"]
    reach = reach_column(definition, POINTS, DOCTORS, PEOPLE)
    assert reach.values == pytest.approx([2 / 4000, 2 / 4000, 3 / 6000])
    assert reach.fictitious
    found = evaluate(definition, Inputs(reach, PEOPLE), ALL)
    assert float(found.value or 0) == pytest.approx(5)
    assert by_commune(definition, Inputs(reach, PEOPLE), ALL) == pytest.approx([5, 5, 5])


def test_demand_follows_the_needs_that_are_known_on_the_scale_of_inhabitants() -> None:
    need = Column(np.array([30.0, 10, math.nan]), "DREES", "2023", fictitious=True)
    asked = weighted_demand(PEOPLE, need)
    assert list(asked.values) == [3000, 1000, 6000]
    assert (asked.source, asked.fictitious) == ("Insee", True)
    assert weighted_demand(PEOPLE, None) is PEOPLE
    assert weighted_demand(PEOPLE, need.with_values(np.zeros(3))) is PEOPLE
    term = DEFINITIONS["accessibilite_infirmier"].need
    assert term is not None
    assert term.where["modalite"] == ("infirmier",)


def test_a_commune_without_coordinates_has_no_accessibility() -> None:
    points = POINTS.copy()
    points[2] = math.nan
    reach = reach_column(DEFINITIONS["accessibilite_medecin_generaliste"], points, DOCTORS, PEOPLE)
    assert math.isnan(reach.values[2])


def test_distance_and_remoteness_come_from_the_same_kilometres() -> None:
    far, near = DEFINITIONS["eloignement_pharmacie"], DEFINITIONS["distance_pharmacie"]
    km = distance_column(near, POINTS, POINTS[:1], Column(np.empty(0), "FINESS", "2026"))
    assert km.values == pytest.approx([0, 6.5, 78])
    assert km.source == "FINESS"
    mean = evaluate(near, Inputs(km, PEOPLE), ALL)
    assert float(mean.value or 0) == pytest.approx((3000 * 6.5 + 6000 * 78) / 10_000)
    assert evaluate(far, Inputs(km, PEOPLE), ALL).value == 60
    assert list(by_commune(far, Inputs(km, PEOPLE), ALL)) == [0, 0, 100]
    assert by_commune(near, Inputs(km, PEOPLE), ALL) == pytest.approx([0, 6.5, 78])


def test_an_evolution_needs_two_vintages() -> None:
    definition = DEFINITIONS["evolution_population"]
    before = Column(np.array([1000.0, 2000, math.nan]), "Insee", "2017")
    found = evaluate(definition, Inputs(PEOPLE, None, before), ALL)
    assert found.value is not None
    assert displayed(definition, found.value) == Decimal("33.3")
    assert found.vintage == "2017-2023"
    changes = by_commune(definition, Inputs(PEOPLE, None, before), ALL)
    assert changes[:2] == pytest.approx([0, 50])
    assert math.isnan(changes[2])
    assert "deux millésimes" in evaluate(definition, Inputs(PEOPLE), ALL).reason


def test_without_source_the_reason_is_said() -> None:
    assert evaluate(DEFINITIONS["densite_infirmier"], None, ALL).reason == "Source non chargée."
    assert "rezonecpts.ameli.fr" in evaluate(DEFINITIONS["rezone_polymedication"], None, ALL).reason
    with pytest.raises(ValueError, match="dit pourquoi"):
        Measured(None)


def test_a_count_of_patients_under_the_threshold_hides_the_value() -> None:
    definition = DEFINITIONS["prevalence_diabete"]
    few = Column(np.array([4.0, 3, 2]), "Cnam", "2023", level="departement")
    found = evaluate(definition, Inputs(few, PEOPLE), ALL)
    assert (found.value, found.numerator, found.suppressed) == (None, None, True)
    assert "moins de 11 patients" in found.reason
    assert found.level_label == "valeur départementale"
    many = evaluate(definition, Inputs(few.with_values(few.values * 10), PEOPLE), ALL)
    assert (many.value, many.suppressed) == (Decimal("0.9"), False)
    open_ = replace(definition, secret="aucun")
    assert evaluate(open_, Inputs(few, PEOPLE), ALL).value is not None


def test_a_median_of_published_medians() -> None:
    incomes = Column(np.array([20_000.0, 22_000, 25_000]))
    definition = DEFINITIONS["niveau_de_vie"]
    assert evaluate(definition, Inputs(incomes, PEOPLE), ALL).value == 25_000
    assert list(by_commune(definition, Inputs(incomes, PEOPLE), ALL)) == [20_000, 22_000, 25_000]
    assert evaluate(DEFINITIONS["population"], Inputs(PEOPLE), ALL).value == 10_000
