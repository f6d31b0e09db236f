"""The rules of the synthesis: how they are read, what is wrong with a bad one, when they speak."""

from decimal import Decimal
from typing import Any

import pytest

from maillage.measures.reader import load_definitions
from maillage.measures.synthese import deviation, favourable, load_rules, read_rules

GAP: dict[str, Any] = {
    "nom": "essai",
    "mesures": ["apl_infirmier"],
    "contre": ["region"],
    "seuil": 10,
    "force": "Mieux : {valeur} contre {reference} ({lieu}).",
    "fragilite": "Moins bien : {valeur} contre {reference} ({lieu}).",
}


def _errors(**sections: object) -> list[str]:
    errors: list[str] = []
    read_rules(sections, load_definitions(), errors)
    return errors


def test_the_packaged_rules_are_well_formed() -> None:
    rules = load_rules()
    assert rules.gaps
    assert rules.bounds
    assert rules.checks
    assert len({rule.name for rule in (*rules.gaps, *rules.bounds, *rules.checks)}) == len(
        (*rules.gaps, *rules.bounds, *rules.checks)
    )


def test_a_good_rule_has_no_error() -> None:
    assert _errors(ecarts=[GAP]) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"mesures": ["apl_infirmer"]}, "apl_infirmier"),
        ({"mesures": ["population"]}, "neutre"),
        ({"contre": ["monde"]}, "departement, region, france, semblables"),
        ({"seuil": "dix"}, "écrivez un nombre"),
        ({"en": "litres"}, "pourcent ou points"),
        ({"force": "Mieux : {valleur}."}, "valeur, reference, lieu"),
        ({"force": "Mieux : {valeur."}, "valeur, reference, lieu"),
        ({"forces": "oui"}, "clé inconnue"),
    ],
)
def test_a_mistake_is_told_with_its_remedy(change: dict[str, Any], said: str) -> None:
    errors = _errors(ecarts=[GAP | change])
    assert any(said in error and error.startswith("synthese.yaml") for error in errors), errors


def test_bounds_and_checks_are_checked_too() -> None:
    bound = {"nom": "borne", "mesure": "apl_infirmier", "au_plus": 2, "au_moins": 1, "genre": "bof", "phrase": "{valeur}"}
    errors = _errors(seuils=[bound], verifications=[{"nom": "v", "nature": "météo", "phrase": "{liste}"}])
    assert any("l'un des deux" in error for error in errors)
    assert any("force, fragilite, a_verifier" in error for error in errors)
    assert any("nature" in error for error in errors)
    assert any("deux mesures" in error for error in _errors(verifications=[{"nom": "v", "nature": "desaccord", "phrase": "x"}]))


def test_a_bound_speaks_at_its_value() -> None:
    bound = next(rule for rule in load_rules().bounds if rule.name == "sous_densite")
    assert bound.speaks(Decimal("2.5"))
    assert not bound.speaks(Decimal("2.51"))


def test_a_gap_is_in_points_or_in_per_cent() -> None:
    assert deviation(Decimal(30), Decimal(40), in_points=True) == -10
    assert deviation(Decimal(30), Decimal(40), in_points=False) == -25
    assert deviation(Decimal(1), Decimal(0), in_points=False) is None


def test_the_polarity_says_which_side_is_good() -> None:
    known = load_definitions()
    assert favourable(known["apl_infirmier"], Decimal(5)) is True
    assert favourable(known["distance_pharmacie"], Decimal(5)) is False
    assert favourable(known["population"], Decimal(5)) is None
    assert favourable(known["apl_infirmier"], Decimal(0)) is None
