"""FINESS: three layouts, the same establishments; points in WGS84 that stand near their commune."""

import gzip
import json
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from maillage.opendata import assembly
from maillage.opendata.snapshots.intake import bundle
from maillage.opendata.sources import projections
from maillage.opendata.sources.finess import loader
from maillage.opendata.sources.places import Places
from maillage.opendata.sources.source import UnableToRead
from tests.support.checkout import ROOT

SAMPLE = Path(loader.__file__).parent / "sample.csv"
REAL = ROOT.parent / "shared" / "data" / "finess" / "etablissements_occitanie.csv.gz"
ACTIVITIES = (
    "nofinessej;rsej;activite;libactivite;modalite;libmodalite;forme;libforme;nofinesset\n"
    "1;x;14;Médecine d'urgence;30;Structure des urgences;00;;120000003\n"
    "1;x;14;Médecine d'urgence;31;SMUR;00;;310000005\n"
    "1;x;03;Gynécologie, obstétrique, néonatologie;01;Gynécologie obstétrique;01;;310000005\n"
    "1;x;03;Gynécologie, obstétrique, néonatologie;02;Néonatologie sans soins intensifs;01;;090000001\n"
)


@pytest.fixture(scope="module")
def places() -> Places:
    return assembly.places()


def read(path: Path, places: Places) -> pl.DataFrame:
    return loader.load(path, places, period="2026").tables["etablissements"]


def test_the_historical_file_with_its_two_kinds_of_lines(places: Places) -> None:
    given = loader.load(SAMPLE, places, period="2026")
    table = given.tables["etablissements"]
    assert str(given.published) == "2026-05-12"
    assert dict(table.select("finess", "famille").iter_rows()) == {
        "090000001": "pharmacie",
        "090000002": "cpts",
        "120000003": "ehpad",
        "310000005": "autre",
        "310000006": "laboratoire",
        "970000004": "centre_de_sante",
    }
    assert dict(table.select("finess", "commune").iter_rows())["120000003"] == "12218"
    assert dict(table.select("finess", "commune").iter_rows())["970000004"] == "97411"
    assert [row.reason for row in given.rejected] == [loader.TWICE, loader.NO_COMMUNE, loader.NO_NUMBER]


def test_points_are_projected_back_and_absurd_ones_dropped(places: Places) -> None:
    given = loader.load(SAMPLE, places, period="2026")
    points = {
        finess: (lon, lat) for finess, lon, lat in given.tables["etablissements"].select("finess", "lon", "lat").iter_rows()
    }
    assert points["090000001"] == pytest.approx((1.604794, 42.966979), abs=1e-6)
    assert points["970000004"] == pytest.approx((55.4428, -20.8651), abs=1e-3)
    assert points["310000006"] == (None, None)
    assert given.counts["points trop loin de leur commune"] == 1


def test_an_extract_with_a_header(places: Places, tmp_path: Path) -> None:
    path = tmp_path / "t_finess.csv"
    path.write_bytes(
        "finess;etat;type;rs;categ_code;categ_lib;com_code;geoloc_4326_lat;geoloc_4326_long;siret;san_urg\n"
        "90000001;ACTUEL;ET;HÔPITAL FICTIF;355;Centre Hospitalier;9122;42,967;1,605;;1\n"
        "090000002;FERME;ET;FERMÉ FICTIF;355;Centre Hospitalier;09122;42.9;1.6;;0\n".encode("cp1252")
    )
    rows = read(path, places).select("finess", "nom", "famille", "commune", "lon").rows()
    assert rows == [
        ("090000001", "HÔPITAL FICTIF", "hopital", "09122", 1.605),
        ("090000001", "HÔPITAL FICTIF", "urgences", "09122", 1.605),
    ]


def site(number: str, **changes: object) -> dict[str, object]:
    about = {"numFinessEge": number, "nomEgeCourt": f"SITE FICTIF {number}", "dateOuverture": "2020-01-02"}
    address = {
        "cogCommune": "09122",
        "coordonneesGeographique": {"coordonneeX": "6208518.5", "coordonneeY": "586073.0", "directionLatitude": None},
    }
    return {
        "informationsGeneralesEGE": about,
        "categorieentiteGeographiqueExercice": "620",
        "adresse": [address],
        "etatObjet": "A",
    } | changes


def feed(folder: Path, sites: list[dict[str, object]], name: str = "finess-structures.json.gz", cut: int = 0) -> Path:
    entity = {"informationsGeneralesPMEJ": {"numFinessPm": "090000100"}, "ege": sites}
    text = json.dumps(
        {"schemaVersion": "v1", "generatedAt": "2026-09-05T02:00:00Z", "gcc": [], "pmej": [entity], "gco": []}, indent=1
    )
    path = folder / name
    path.write_bytes(gzip.compress((text[:-cut] if cut else text).encode()))
    return path


def test_the_feed_of_2026_in_both_spellings_of_its_keys(places: Places, tmp_path: Path) -> None:
    spelled = {
        "informations_generales_ege": {"num_finess_ege": "090000003", "nom_ege_long": "AUTRE FICTIF"},
        "categorieEntiteGeographiqueExercice": {"code": "999", "system": "x"},
        "adresse": {"cogCommune": "12076"},
        "etatObjet": {"code": "A"},
    }
    closed = site("090000004", etatObjet="I")
    given = loader.load(feed(tmp_path, [site("090000001"), spelled, closed]), places, period="2026")
    table = given.tables["etablissements"]
    assert str(given.published) == "2026-09-05"
    assert table.select("finess", "finess_ej", "famille", "commune", "libelle").rows() == [
        ("090000001", "090000100", "pharmacie", "09122", "Pharmacie d'officine"),
        ("090000003", "090000100", "autre", "12218", "Catégorie 999 (libellé inconnu)"),
    ]
    assert table["lon"][0] == pytest.approx(1.604794, abs=1e-5)


@pytest.mark.parametrize("cut", [30, 400])
def test_a_feed_that_stopped_is_refused(places: Places, tmp_path: Path, cut: int) -> None:
    with pytest.raises(UnableToRead, match="coupé"):
        loader.load(feed(tmp_path, [site("090000001"), site("090000002")], cut=cut), places, period="2026")


def test_a_damaged_archive_is_refused(places: Places, tmp_path: Path) -> None:
    path = feed(tmp_path, [site(f"0900{number:05d}") for number in range(1, 400)])
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(UnableToRead, match="abîmé"):
        loader.load(path, places, period="2026")


def test_authorised_care_tells_emergencies_and_maternities(places: Places, tmp_path: Path) -> None:
    (tmp_path / "activites.csv").write_text(ACTIVITIES, encoding="utf-8")
    table = read(bundle([SAMPLE, tmp_path / "activites.csv"], tmp_path / "finess.zip"), places)
    assert table.filter(pl.col("famille") == "urgences")["finess"].to_list() == ["120000003"]
    assert table.filter(pl.col("famille") == "maternite")["finess"].to_list() == ["310000005"]


def test_another_file_is_refused_with_a_sentence(places: Places, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("a;b\n1;2\n")
    with pytest.raises(UnableToRead, match="en-tête"):
        loader.load(path, places, period="2026")


def test_utm_of_each_zone_goes_back_to_a_known_place() -> None:
    """Published coordinates: Saint-Denis de La Réunion, Cayenne, Pointe-à-Pitre, Mamoudzou."""
    for zone, x, y, lon, lat in (
        ("2975", 338_000, 7_692_000, 55.443, -20.865),
        ("2972", 354_500, 544_900, -52.31, 4.93),
        ("5490", 656_000, 1_794_700, -61.54, 16.23),
        ("4471", 524_000, 8_586_000, 45.22, -12.79),
    ):
        found = projections.from_utm(np.array([float(x)]), np.array([float(y)]), projections.UTM[zone])
        assert (float(found[0][0]), float(found[1][0])) == pytest.approx((lon, lat), abs=0.01)


@pytest.mark.skipif(not REAL.exists(), reason="the real extract is not beside the repository")
def test_the_real_extract_of_a_region(places: Places) -> None:
    given = loader.load(REAL, places, period="2026")
    counts = dict(given.tables["etablissements"].group_by("categorie").len().iter_rows())
    assert given.counts["établissements"] == 10_007
    assert given.counts["sans point"] == 3
    assert given.rejected == ()
    expected = {"620": 1888, "460": 1017, "500": 817, "611": 460, "603": 372, "124": 280, "354": 252, "604": 82}
    assert {code: counts[code] for code in expected} == expected


def test_a_historical_file_that_stops_in_the_middle_of_a_line_is_refused(tmp_path: Path, places: Places) -> None:
    cut = tmp_path / "etalab.csv"
    cut.write_bytes(SAMPLE.read_bytes()[:-20])
    with pytest.raises(UnableToRead, match="est coupé"):
        loader.load(cut, places, period="2026")


def address(commune: str, use: str = "03", **point: str) -> dict[str, object]:
    return {"usageAdresse": use, "cogCommune": commune, "coordonneesGeographique": point}


@pytest.mark.parametrize(
    ("commune", "point", "expected"),
    [
        ("09122", {"coordonneeX": "1.6075", "coordonneeY": "42.9655", "directionLatitude": "6208350"}, (1.6075, 42.9655)),
        ("09122", {"coordonneeX": "42,9655", "coordonneeY": "1,6075"}, (1.6075, 42.9655)),
        ("09122", {"directionLongitude": "586291.00", "directionLatitude": "6208350.18"}, (1.6075, 42.9655)),
        ("97304", {"directionLongitude": "317531.62", "directionLatitude": "570553.12"}, (-52.6462, 5.1597)),
        ("97304", {"coordonneeX": "570553.12", "coordonneeY": "317531.62"}, (-52.6462, 5.1597)),
        ("97304", {"coordonneeX": "1.6075", "coordonneeY": "42.9655"}, (None, None)),
        ("97304", {"coordonneeX": "-61.5", "coordonneeY": "16.2"}, (None, None)),
        ("09122", {"coordonneeX": "0", "coordonneeY": "0"}, (None, None)),
    ],
)
def test_a_point_is_read_by_its_values(
    places: Places, tmp_path: Path, commune: str, point: dict[str, str], expected: tuple[float | None, float | None]
) -> None:
    table = read(feed(tmp_path, [site("090000001", adresse=[address(commune, **point)])]), places)
    lon, lat = table.select("lon", "lat").row(0)
    assert (lon, lat) == ((None, None) if expected[0] is None else pytest.approx(expected, abs=1e-4))


def test_the_address_is_that_of_the_place_and_an_island_outside_is_named(places: Places, tmp_path: Path) -> None:
    sites = [
        site("090000001", adresse=[address("09261", use="04"), address("09225")]),
        site("970000002", adresse=[address("97127")]),
        site("970000003", adresse=[{"usageAdresse": "03", "codePostal": "97133", "ligneAcheminement": "ST BARTHELEMY"}]),
    ]
    given = loader.load(feed(tmp_path, sites), places, period="2026")
    assert given.tables["etablissements"]["commune"].to_list() == ["09225"]
    assert [(row.line, row.reason) for row in given.rejected] == [
        (2, "Saint-Martin, hors du champ"),
        (3, "Saint-Barthélemy, hors du champ"),
    ]
