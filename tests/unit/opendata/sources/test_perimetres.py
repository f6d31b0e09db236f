"""Perimeters: lists and polygons; what is translated is counted, what is not understood stays unknown."""

import json
from datetime import date
from pathlib import Path
from random import Random

import pytest
import shapely
import xlsxwriter

from maillage.opendata import assembly, mending
from maillage.opendata.sources.perimetres import loader, polygons
from maillage.opendata.sources.perimetres.polygons import NO_POLYGON, PARTLY_IN, PARTLY_OUT
from maillage.opendata.sources.perimetres.rows import identifiers, read_list
from maillage.opendata.sources.places import Places
from maillage.opendata.sources.source import UnableToRead
from maillage.opendata.warehouse.shapes import dissolve, geojson

SAMPLE = Path(loader.__file__).parent / "sample.csv"


@pytest.fixture(scope="module")
def places() -> Places:
    return assembly.places()


def test_the_list_is_translated_and_told(places: Places) -> None:
    given = loader.load(SAMPLE, places, period="2026")
    rows = given.tables["perimetres"].select("commune", "stade", "depuis").rows()
    assert rows == [
        ("09122", "aci_signe", date(2022, 3, 1)),
        ("09225", "aci_signe", date(2022, 3, 1)),
        ("09261", "lettre_intention", date(2025, 6, 1)),
        ("12218", "projet_valide", None),
        ("31555", None, None),
    ]
    assert given.counts["codes traduits"] == 2
    assert given.counts["lignes en double"] == 1
    assert [row.reason for row in given.rejected] == [loader.NO_COMMUNE, loader.NO_CODE, loader.NO_NAME]
    assert "à revoir" in given.remarks[0]


def test_the_lines_as_written_are_there_for_the_quality_report(places: Places) -> None:
    rows = read_list(SAMPLE, places).rows
    assert [row.code for row in rows[2:5]] == ["9261", "12076", "12218"]
    assert rows[5].depuis_text == "bientôt"
    assert rows[0].line == 2


def test_a_workbook_gives_the_same(places: Places, tmp_path: Path) -> None:
    path = tmp_path / "perimetres.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Lisez-moi")
        sheet.write_row(0, 0, ["Liste fictive"])
        sheet = book.add_worksheet("Communes")
        sheet.write_row(0, 0, ["Périmètres fictifs des CPTS"])
        sheet.write_row(2, 0, ["Code commune", "Nom de la CPTS", "Statut"])
        sheet.write_row(3, 0, [9122, "CPTS fictive", "Projet validé"])
    rows = loader.load(path, places, period="2026").tables["perimetres"].select("commune", "stade").rows()
    assert rows == [("09122", "projet_valide")]


def test_polygons_take_the_communes_they_cover_and_tell_the_others(places: Places, tmp_path: Path) -> None:
    whole = dissolve(places.warehouse.shapes.of(["09122", "09225", "09261"]))
    path = tmp_path / "perimetres.geojson"
    feature = {
        "type": "Feature",
        "geometry": geojson(whole.buffer(0.004)),
        "properties": {"nom": "CPTS fictive", "statut": "ACI"},
    }
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    given = loader.load(path, places, period="2026")
    assert set(given.tables["perimetres"]["commune"]) == {"09122", "09225", "09261"}
    assert set(given.tables["perimetres"]["stade"]) == {"aci_signe"}
    assert given.rejected
    assert {row.reason for row in given.rejected} == {PARTLY_OUT}
    assert given.counts["lignes rejetées"] == 0


def test_a_polygon_slightly_off_keeps_its_communes_and_notes_them(places: Places, tmp_path: Path) -> None:
    codes = ["09122", "09225", "09261"]
    off = shapely.transform(dissolve(places.warehouse.shapes.of(codes)), lambda points: points + 0.004)
    features = [{"geometry": geojson(off), "properties": {"cpts": "CPTS fictive"}}, {"geometry": None, "properties": {}}]
    path = tmp_path / "perimetres.geojson"
    path.write_text(json.dumps({"features": features}))
    given = loader.load(path, places, period="2026")
    assert set(given.tables["perimetres"]["commune"]) == set(codes)
    assert given.counts[PARTLY_IN] == 3
    assert given.counts[NO_POLYGON] == given.counts["lignes rejetées"] == 1


@pytest.mark.parametrize("code", [" 2a004 ", "2A 004", "2A004"])
def test_a_code_is_read_whatever_its_case_and_spaces(places: Places, code: str) -> None:
    assert places.to_present(code) == "2A004"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("x.csv", "a;b\n1;2\n", "code_commune"),
        ("x.geojson", "{}", "GeoJSON"),
        ("x.geojson", '{"features": []}', "aucun polygone"),
        ("x.geojson", '{"features": ' + "[" * 100_000, "n'est pas un GeoJSON"),
        ("x.xlsx", "rien", "classeur"),
        ("x.csv", "code_commune;cpts\n", "aucune commune"),
    ],
)
def test_another_file_is_refused_with_a_sentence(places: Places, tmp_path: Path, name: str, content: str, said: str) -> None:
    (tmp_path / name).write_text(content)
    with pytest.raises(UnableToRead, match=said):
        loader.load(tmp_path / name, places, period="2026")


def test_a_polygon_that_crosses_itself_without_end_is_given_up(
    places: Places, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some hundreds of points drawn at random take minutes to mend, and would hold the server."""
    drawn, path = Random(1), tmp_path / "x.geojson"
    ring = [[1.5 + drawn.random() / 10, 43 + drawn.random() / 10] for _ in range(600)]
    path.write_text(
        json.dumps({"features": [{"geometry": {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}, "properties": {}}]})
    )
    monkeypatch.setattr(mending, "_LEAST_SECONDS", 0.5)
    with pytest.raises(UnableToRead, match="se recoupe trop"):
        loader.load(path, places, period="2026")


def test_polygons_too_cut_up_are_given_up(places: Places, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    square, path = geojson(shapely.box(1.5, 43, 1.6, 43.1)), tmp_path / "x.geojson"
    path.write_text(json.dumps({"features": [{"geometry": square, "properties": {}}]}))
    monkeypatch.setattr(polygons, "_LEAST_SECONDS", -1)
    with pytest.raises(UnableToRead, match="simplifiez leurs contours"):
        loader.load(path, places, period="2026")


def test_projected_coordinates_are_refused(places: Places, tmp_path: Path) -> None:
    square = {"type": "Polygon", "coordinates": [[[6e5, 6e6], [6.1e5, 6e6], [6.1e5, 6.1e6], [6e5, 6e6]]]}
    path = tmp_path / "x.geojson"
    path.write_text(json.dumps({"features": [{"geometry": square, "properties": {}}]}))
    with pytest.raises(UnableToRead, match="WGS 84"):
        loader.load(path, places, period="2026")


def test_two_spellings_are_never_merged() -> None:
    assert identifiers(["CPTS Ariège", "CPTS ARIEGE", "CPTS Ariège"]) == {
        "CPTS Ariège": "cpts-ariege",
        "CPTS ARIEGE": "cpts-ariege-2",
    }


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("perimetres.csv", None),
        ("perimetres-2026.csv", None),
        ("perimetres_2026-09-15.csv", None),
        ("perimetres-occitanie.csv", "occitanie"),
        ("perimetres-pays-de-la-loire_2026-09-15.xlsx", "pays-de-la-loire"),
        ("liste-occitanie.csv", None),
    ],
)
def test_the_name_of_the_file_says_its_territory(name: str, part: str | None) -> None:
    assert loader.part_of(Path(name)) == part
