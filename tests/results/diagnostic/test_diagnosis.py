"""What a diagnosis says beside its figures: what is invented or missing, who is alike, who is near, and in words."""

from pathlib import Path

import polars as pl
import pytest

from maillage.facts.territory import Territory
from maillage.measures.model import SECTIONS
from maillage.measures.reader import load_definitions
from maillage.measures.synthese import load_rules
from maillage.opendata import assembly
from maillage.opendata.warehouse.extra import ETABLISSEMENTS, shaped
from maillage.opendata.warehouse.schema import write_table
from maillage.results import territoires
from maillage.results.diagnostic import REFERENCES, UnknownSection, diagnose
from maillage.results.etablissements import structures

EPCI = "200040442"


def _codes() -> tuple[str, ...]:
    return territoires.members("epci", EPCI)


def _territory() -> Territory:
    return territoires.describe(_codes())


def test_every_measure_is_there_in_the_demonstration(demonstration: Path) -> None:
    diagnosis = diagnose(_codes())
    assert [section.key for section in diagnosis.sections] == list(SECTIONS)
    assert set(diagnosis.views) == set(load_definitions())
    empty = {view.key for view in diagnosis.views.values() if view.measured.value is None}
    assert empty == {key for key, definition in load_definitions().items() if definition.method == "a_relever"}


def test_what_is_invented_says_so_and_the_rest_does_not(demonstration: Path) -> None:
    diagnosis = diagnose(_codes())
    for view in diagnosis.views.values():
        real = view.definition.sources == ("base",) or view.definition.method == "a_relever"
        assert view.fictitious is not real, view.key
    assert diagnosis.fictitious
    assert {source.name: source.state for source in diagnosis.sources}["rpps"] == "fictive"
    assert {source.name: source.state for source in diagnosis.sources}["base"] == "reelle"
    assert any(finding.rule == "donnees_fictives" for finding in diagnosis.synthesis.a_verifier)


def test_without_tables_nothing_is_zero(instance: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MAILLAGE_DIR", str(tmp_path))
    diagnosis = diagnose(_codes())
    assert not diagnosis.fictitious
    for view in diagnosis.views.values():
        if view.definition.sources == ("base",):
            assert view.measured.value is not None
            assert not view.missing
        else:
            assert view.measured.value is None
            assert view.missing
            assert ("maillage donnees" in view.command) is (view.definition.method != "a_relever")
    assert "Source non chargée" in diagnosis.views["effectif_infirmier"].missing
    assert diagnosis.similar[0].kind == "epci"
    assert structures(_codes()).missing
    assert diagnosis.flows == ()


def test_a_real_table_takes_the_place_of_the_invented_one(
    invented: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """As an import does: the families that are real are no longer invented, the others still are."""
    home = tmp_path / "instance"
    home.mkdir()
    (home / assembly.GENERATED).symlink_to(invented / assembly.GENERATED)
    real = shaped(ETABLISSEMENTS, [{"finess": "840000001", "nom": "Pharmacie", "famille": "pharmacie", "commune": "84031"}])

    def gathered(*_: object) -> object:
        parts = assembly._Parts()
        parts.real[ETABLISSEMENTS] = [real]
        return parts

    monkeypatch.setattr(assembly, "_gather", gathered)
    assembly.assemble(home, built_by="tests")
    rows = pl.read_parquet(home / "entrepot" / f"{ETABLISSEMENTS}.parquet")
    assert rows.filter(famille="pharmacie")["fictif"].to_list() == [False]
    assert rows.filter(famille="ehpad")["fictif"].all()
    write_table(rows, tmp_path, "copie")
    monkeypatch.setenv("MAILLAGE_DIR", str(home))
    found = structures(["84031"])
    assert [item.fictitious for item in found.items if item.famille == "pharmacie"] == [False]


def test_sections_can_be_chosen(demonstration: Path) -> None:
    assert [section.key for section in diagnose(_codes(), sections=["offre", "population"]).sections] == ["population", "offre"]
    with pytest.raises(UnknownSection, match="choisissez parmi"):
        diagnose(_codes(), sections=["meteo"])


def test_nothing_chosen_is_an_empty_diagnosis(demonstration: Path) -> None:
    diagnosis = diagnose(["99999"])
    assert diagnosis.sections == ()
    assert diagnosis.similar == ()
    assert diagnosis.flows == ()
    assert any(remark.code == "refus" for remark in diagnosis.territory.remarks)


def test_similar_territories_share_no_commune_and_say_why(demonstration: Path) -> None:
    for among, kind in ((None, "cpts"), ("epci", "epci")):
        diagnosis = diagnose(_codes(), among=among)
        assert len(diagnosis.similar) == 5
        assert [other.distance for other in diagnosis.similar] == sorted(other.distance for other in diagnosis.similar)
        for other in diagnosis.similar:
            assert other.kind == kind
            assert not set(other.codes) & set(_codes())
            assert other.sentence.startswith("Proche")
            assert other.fictitious  # the incomes that they are compared on are invented, though the EPCI is real
        assert set(diagnosis.references) == set(REFERENCES)
        view = diagnosis.views["densite_infirmier"]
        assert list(view.peers) == [other.code for other in diagnosis.similar]
        values = [float(m.value) for m in view.peers.values() if m.value is not None]
        assert min(values) <= float(view.comparisons["semblables"].value or 0) <= max(values)


def test_neighbours_touch_or_share(demonstration: Path) -> None:
    found = diagnose(_codes()).neighbours
    own = next(n for n in found if n.code == EPCI)
    assert (own.shared, own.touching) == (len(_codes()), 0)
    assert all(n.shared or n.touching for n in found)
    assert {n.kind for n in found} == {"cpts", "epci"}


def test_flows_are_shares_of_one(demonstration: Path) -> None:
    flows = diagnose(_codes()).flows
    assert sum(flow.share for flow in flows) == 1
    assert 0 < flows[0].share < 1
    assert [flow.share for flow in flows[1:-1]] == sorted((flow.share for flow in flows[1:-1]), reverse=True)
    assert len(flows) <= 9
    assert all(flow.fictitious for flow in flows)


def test_what_is_computed_from_invented_data_is_invented(demonstration: Path) -> None:
    states = {source.name: source.state for source in diagnose(_codes()).sources}
    assert (states["base"], states["calcul"]) == ("reelle", "fictive")


def test_each_finding_leads_to_figures_that_bear_it_out(demonstration: Path) -> None:
    rules = {rule.name: rule for rule in load_rules().gaps}
    seen = 0
    for code in ("200040442", "248400251", "200066926", "200054781", "246700488"):
        diagnosis = diagnose(territoires.members("epci", code))
        for kind in ("forces", "fragilites"):
            for finding in getattr(diagnosis.synthesis, kind):
                assert set(finding.indicator_keys) <= set(diagnosis.views)
                assert "{" not in finding.sentence
                if finding.rule not in rules:
                    continue
                seen += 1
                view = diagnosis.views[finding.indicator_keys[0]]
                against = next(k for k in rules[finding.rule].against if view.comparisons[k].value is not None)
                higher = (view.measured.value or 0) > (view.comparisons[against].value or 0)
                assert higher is ((view.definition.polarity == "haut_favorable") is (kind == "forces"))
    assert seen > 10


def test_why_goes_down_to_the_sums(demonstration: Path) -> None:
    diagnosis = diagnose(_codes())
    for key, view in diagnosis.views.items():
        tree = diagnosis.explain(key)
        assert tree.name == key
        assert tree.children[-1].sentence
        if view.measured.denominator is not None and view.definition.method != "somme":
            assert {"numerateur", "denominateur"} <= {child.name for child in tree.children}
    with pytest.raises(KeyError):
        diagnosis.explain("inconnu")


def test_structures_have_points_and_families(demonstration: Path) -> None:
    found = structures(_codes())
    assert found.fictitious
    assert found.by_family["pharmacie"]
    assert all(item.code in _codes() for item in found.items)
    features = found.as_geojson()["features"]
    assert len(features) == len([item for item in found.items if item.point])
    assert all(feature["properties"]["fictif"] for feature in features)
    assert {item.famille for item in structures(_codes(), families=["ehpad"]).items} == {"ehpad"}
    assert structures(["75056"], families=["urgences"]).items
