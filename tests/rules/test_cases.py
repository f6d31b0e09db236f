"""Runs the YAML cases of `cases/`, one file an article: a dossier, a day, and what the law gives or refuses."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from maillage.facts.dossier import InvalidDossier, read
from maillage.kernel.money import euros
from maillage.results.runs import UnableToCompute, facts_of, simulate
from maillage.results.runs.model import Run

CASES = Path(__file__).parent / "cases"
KNOWN = {
    "nom",
    "le",
    "connu_le",
    "dossier",
    "taille",
    "chiffres",
    "versements",
    "calendrier",
    "avertissements",
    "refus",
    "preuve",
    "non_etabli",
}


def _cases() -> list[Any]:
    found = []
    for file in sorted(CASES.glob("*.yaml")):
        for case in yaml.safe_load(file.read_text()):
            assert set(case) <= KNOWN, set(case) - KNOWN
            found.append(pytest.param(case, id=f"{file.stem}: {case['nom']}"))
    assert len(found) > 40
    return found


@pytest.mark.parametrize("case", _cases())
def test_le_cas_donne_les_chiffres_de_son_article(case: dict[str, Any]) -> None:
    if "refus" in case:
        with pytest.raises((InvalidDossier, UnableToCompute)) as refusal:
            _run(case)
        assert case["refus"] in str(refusal.value)
        return
    run = _run(case)
    _check_figures(run, case)
    _check_payments(run, case.get("versements", []))
    _check_calendar(run, case.get("calendrier", {}))
    codes = {remark.code for remark in run.warnings}
    assert set(case.get("avertissements", [])) <= codes, codes


def _run(case: dict[str, Any]) -> Run:
    text = json.dumps(case["dossier"], default=str, ensure_ascii=False)
    return simulate(facts_of(read(text)), day=case.get("le", date(2026, 11, 21)), known_on=case.get("connu_le"))


def _figures(run: Run) -> dict[str, Any]:
    figures = [f for y in run.years for f in (y.fonctionnement, y.total, *(f for m in y.missions for f in m.figures))]
    figures += [change.cost for change in run.size_changes]
    return {figure.key: figure for figure in figures}


def _check_figures(run: Run, case: dict[str, Any]) -> None:
    figures = _figures(run)
    if "taille" in case:
        tailles = case["taille"] if isinstance(case["taille"], dict) else {1: case["taille"]}
        assert {number: run.years[number - 1].taille for number in tailles} == tailles
    for key, expected in case.get("chiffres", {}).items():
        assert figures[key].cents is not None, figures[key].refusal
        assert euros(figures[key].cents) == Decimal(str(expected)), key
    for key, proof in case.get("preuve", {}).items():
        assert figures[key].proof.label == proof, key
    for key, sentence in case.get("non_etabli", {}).items():
        assert figures[key].cents is None, key
        assert sentence in figures[key].refusal


def _check_payments(run: Run, expected: list[dict[str, Any]]) -> None:
    paid = [{"le": p.on, "objet": p.label, "montant": euros(p.cents), "statut": p.status} for p in run.payments]
    for payment in expected:
        wanted = {**payment, "montant": Decimal(str(payment["montant"]))}
        assert any(wanted.items() <= p.items() for p in paid), (wanted, [p for p in paid if p["le"] == wanted["le"]])


def _check_calendar(run: Run, expected: dict[str, Any]) -> None:
    shown = {d.mission: {"demarrage": d.start_by, "deploiement": d.deployed_by, "etat": d.state} for d in run.deadlines}
    for mission, dates in expected.items():
        assert dates.items() <= shown[mission].items(), shown[mission]
