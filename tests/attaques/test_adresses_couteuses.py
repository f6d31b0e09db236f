"""One cap for every selection of communes, whatever the page, the operation and the form in which it is written."""

import pytest
from django.test import Client

from maillage.documents.shared import pictures, typesetting
from maillage.facts import selection
from maillage.kernel import seats
from maillage.kernel.weighed import weighed
from maillage.results import lists
from maillage.results.lists.rows import Row
from maillage.results.territoires.source import current
from maillage.www.diagnostic.views.documents import MAX_COMMUNES

pytestmark = pytest.mark.django_db

PAGES = (
    "/territoire/",
    "/territoire/communes.csv",
    "/territoire/communes.geojson",
    "/territoire/apercu.svg",
    "/territoire/diagnostic/",
    "/territoire/diagnostic/diagnostic.pdf",
    "/financement/",
    "/api/v1/territoires/selection",
    "/api/v1/territoires/selection/contour",
)


def codes(count: int) -> list[str]:
    known = [code for code in current().columns.codes if not code.startswith(("75", "69", "13"))]
    return known[:count]


def said(answer: object) -> str:
    return " ".join(answer.content.decode().replace("\xa0", " ").replace("\u202f", " ").split())  # type: ignore[attr-defined]


@pytest.mark.parametrize("page", PAGES)
def test_a_selection_beyond_the_cap_is_refused_everywhere_with_the_same_sentence(client: Client, page: str) -> None:
    answer = client.get(page, {"s": selection.encode(codes(selection.MAX_CODES + 1))})
    assert answer.status_code == 400
    assert "plus de 6 000 communes" in said(answer)


@pytest.mark.parametrize("page", PAGES)
def test_so_is_the_readable_form(client: Client, page: str) -> None:
    if page in ("/territoire/communes.csv", "/territoire/communes.geojson", "/territoire/apercu.svg"):
        return
    answer = client.get(page, {"communes": ",".join(codes(selection.MAX_CODES + 1))})
    assert answer.status_code == 400
    assert "plus de 6 000 communes" in said(answer)


def test_places_added_one_after_the_other_stop_at_the_cap_and_nothing_is_lost(client: Client) -> None:
    region = {"s": selection.encode(codes(5_900)), "ajouter_region": "76"}
    answer = client.get("/territoire/", region)
    assert answer.status_code == 400
    assert "plus de 6 000 communes" in said(answer)


def test_a_pasted_list_beyond_the_cap_is_refused_in_the_studio(client: Client) -> None:
    answer = client.post("/territoire/liste/", {"codes": "\n".join(codes(6_100))})
    assert answer.status_code == 400
    assert "plus de 6 000 communes" in said(answer)


def test_the_largest_region_is_below_the_cap() -> None:
    columns = current().columns
    counted = {code: columns.regions.count(code) for code in set(columns.regions)}
    assert 5_000 < max(counted.values()) < selection.MAX_CODES


@pytest.mark.parametrize("kind", ["pdf", "docx", "xlsx", "csv", "geojson"])
def test_a_document_of_thousands_of_communes_is_refused_before_it_is_made(client: Client, kind: str) -> None:
    answer = client.get(f"/territoire/diagnostic/diagnostic.{kind}", {"s": selection.encode(codes(MAX_COMMUNES + 1))})
    assert answer.status_code == 400
    assert "1 000 communes au plus" in said(answer)


def test_a_third_costly_answer_at_once_is_asked_to_come_back(client: Client) -> None:
    with seats.SEATS, seats.SEATS:
        answer = client.get("/territoire/communes.geojson", {"communes": "84007"})
        assert (answer.status_code, answer["Retry-After"]) == (503, "10")
        assert "n'a pas été commencé" in said(answer).replace("&#x27;", "'")
    assert client.get("/territoire/communes.geojson", {"s": selection.encode(["84007"])}).status_code == 200


def test_the_largest_departement_is_one_document() -> None:
    columns = current().columns
    assert 800 < max(columns.departements.count(code) for code in set(columns.departements)) <= MAX_COMMUNES


def test_a_document_that_passes_its_bounds_is_cut_and_said(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typesetting, "_PATIENCE", 0.01)
    client.raise_request_exception = False
    answer = client.get("/territoire/diagnostic/diagnostic.pdf", {"s": selection.encode(["84007"])})
    assert answer.status_code == 400
    assert "Ce document est trop lourd à composer" in said(answer)


def test_a_picture_of_gigabytes_is_cut_in_its_own_process() -> None:
    """Five metres wide: four gibibytes of colours."""
    square = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9H0z"/></svg>'
    assert pictures.png([(square, 20)])[0].startswith(b"\x89PNG")
    with pytest.raises(typesetting.TooCostly):
        pictures.png([(square, 5_000)])


def test_answers_are_kept_by_weight() -> None:
    """A few large selections, never sixty-four of them."""
    asked: list[int] = []

    @weighed(len, most=10)
    def answer(codes: tuple[str, ...]) -> int:
        asked.append(len(codes))
        return len(codes)

    for codes in [("a",) * 6, ("b",) * 4, ("a",) * 6, ("c",) * 5, ("a",) * 6, ("b",) * 4, ("d",) * 11, ("d",) * 11]:
        assert answer(codes) == len(codes)
    assert asked == [6, 4, 5, 6, 4, 11, 11]


def test_a_list_of_a_million_codes_is_refused_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A workbook of a few kilobytes may hold as many: each code is judged once, and reading stops at the count of France."""
    asked: list[str] = []

    def refusal(code: str) -> str:
        asked.append(code)
        return "inconnu"

    rows = [Row(n, ("99999",) * 1_000) for n in range(1, 1_001)]
    monkeypatch.setattr(lists, "read_tables", lambda name, content: {"": rows})
    monkeypatch.setattr(lists, "refusal_of", refusal)
    with pytest.raises(lists.UnableToRead, match="plus de codes"):
        lists.read_codes("liste.xlsx", b"")
    assert asked == ["99999"]


@pytest.mark.parametrize("page", ["/territoire/diagnostic/", "/territoire/apercu.svg", "/api/v1/territoires/selection/contour"])
def test_a_page_of_thousands_of_communes_takes_a_seat_and_a_territory_does_not(client: Client, page: str) -> None:
    with seats.SEATS, seats.SEATS:
        large = client.get(page, {"s": selection.encode(codes(selection.LARGE + 1))})
        assert (large.status_code, large["Retry-After"]) == (503, "10")
        assert client.get(page, {"s": selection.encode(["84007"])}).status_code == 200
