"""A list that is cut short opens where it stands: nothing of it is out of reach."""

import re
from pathlib import Path

from django.utils.safestring import SafeString

import maillage
from maillage.accounts.walls import within
from maillage.community.missions import actions as missions
from maillage.www.shared import cutting
from tests.support.personas import NOW, People, signed_in

NAMES = [f"Commune {letter}" for letter in "ABCDEFGH"]


def test_names_open_on_the_others_and_run_no_markup() -> None:
    told = cutting.names([*NAMES, "<b>x</b>"], 6)
    assert isinstance(told, SafeString)
    plain = told.replace("\N{NO-BREAK SPACE}", " ")
    assert "<summary>et 3 autres</summary> Commune G, Commune H et &lt;b&gt;x&lt;/b&gt;</details>" in plain
    assert cutting.names(NAMES, 8) == "Commune A, Commune B, Commune C, Commune D, Commune E, Commune F, Commune G et Commune H"
    assert cutting.short(NAMES, 7).replace("\N{NO-BREAK SPACE}", " ").endswith("Commune G et 1 autre")


def test_items_end_with_what_opens() -> None:
    assert cutting.items(NAMES, 8) == NAMES
    last = cutting.items(NAMES, 6, "autre point", "autres points")[-1].replace("\N{NO-BREAK SPACE}", " ")
    assert last == (
        '<details class="rest"><summary>et 2 autres points</summary><ul><li>Commune G</li><li>Commune H</li></ul></details>'
    )


def test_every_lack_of_a_part_of_the_project_is_on_its_page(who: People) -> None:
    with within(who.ours):
        for number in range(12):
            title = f"Objectif {number}"
            missions.create_objective(who.ours, title=title, finding="", figures=(), by=who.amina, now=NOW)
    page = signed_in(who.amina).get("/c/cpts-du-pays-de-foix/projet/").content.decode()
    assert re.search(r'<details class="rest"><summary>et \d+.autres points</summary>', page)
    for number in range(12):
        assert f"Objectif {number}" in page


def test_no_page_says_others_without_opening_them() -> None:
    """The words are written in one place; a page that cuts a list asks it."""
    www = Path(maillage.__file__).parent / "www"
    pages = [path for path in www.rglob("*.py") if path.name != "cutting.py"] + list(www.rglob("*.html"))
    assert len(pages) > 300
    cut = re.compile(r"plural\([^()]*, .autre.\)\] if|\} autres\"\]|et \{\{ \w+\.more \}\} autre")
    found = [path.name for path in pages if cut.search(path.read_text("utf-8"))]
    assert found == ["qualite.html"]  # it gives the corrected file and the API, which hold every line
