"""The letter on paper is made from the frozen copy alone: draft or sent, fictif said, words of people never become markup."""

from io import BytesIO

import docx
import pypdf
import pytest

from maillage.accounts.walls import within
from maillage.community.creation.actions import missions
from maillage.community.drafting import actions as drafting
from maillage.community.drafting.models import TextKind
from maillage.documents import lettre_docx, lettre_pdf
from maillage.documents.shared.frozen import Sent
from maillage.results.cpts import letter
from tests.support import by_ear
from tests.support.personas import NOW, TODAY, People

SENT = Sent(1, TODAY, "a" * 64)
BODY = """## Un bassin de vie

Du **gras**, [un lien](https://exemple.fr), #import "x" et $5 * 3$ et <b>rien</b>.

1. un
2. deux
   - dedans

| A | B |
|---|---|
| 1 | 2 |

> cité

---

    code
"""


@pytest.fixture
def kept(who: People) -> dict[str, object]:
    with within(who.ours):
        drafting.save_section(who.ours, text=TextKind.LETTRE, key="territoire", body=BODY, version=0, by=who.amina, now=NOW)
        missions.record_mission(who.ours, mission="prevention", since=TODAY, evidence="Bilan", by=who.amina, now=NOW)
        return letter.frozen(who.ours, TODAY)


def words_of_pdf(data: bytes) -> str:
    assert by_ear.pdf_faults(data) == []
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(data)).pages).split())


def words_of_docx(data: bytes) -> str:
    assert by_ear.docx_faults(data) == []
    made = docx.Document(BytesIO(data))
    cells = (cell.text for table in made.tables for row in table.rows for cell in row.cells)
    return " ".join([*(one.text for one in made.paragraphs), *cells])


@pytest.mark.parametrize(("render", "words"), [(lettre_pdf.render, words_of_pdf), (lettre_docx.render, words_of_docx)])
def test_both_say_the_same(kept: dict[str, object], render, words) -> None:
    draft, sent = words(render(kept, None)), words(render(kept, SENT))
    for text in (draft, sent):
        for said in (
            "CPTS du Pays de Foix",
            "fictive",
            "Un bassin de vie",
            '#import "x" et $5 * 3$ et <b>rien</b>',
            "Varilhes",
            "11\u202f920",
            "Prévention, depuis le 2\u00a0novembre 2026",
        ):
            assert said.replace("\u202f", " ").replace("\u00a0", " ") in text.replace("\u202f", " ").replace("\u00a0", " ")
    assert "Brouillon" in draft
    assert "Brouillon" not in sent
    assert SENT.digest in sent.replace(" ", "")


def test_the_pdf_is_accessible(kept: dict[str, object]) -> None:
    read = pypdf.PdfReader(BytesIO(lettre_pdf.render(kept, SENT)))
    assert read.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert str(read.trailer["/Root"]["/Lang"]).lower().startswith("fr")


def test_a_letter_without_a_word_is_still_printed(who: People) -> None:
    with within(who.theirs):
        kept = letter.frozen(who.theirs, TODAY)
    assert "Section à écrire." in words_of_pdf(lettre_pdf.render(kept, None))
    assert "Section à écrire." in words_of_docx(lettre_docx.render(kept, None))
    assert len(kept["missing"]) == 8


@pytest.mark.parametrize(("render", "words"), [(lettre_pdf.render, words_of_pdf), (lettre_docx.render, words_of_docx)])
def test_annexes_are_named_when_there_are_some(kept: dict[str, object], render, words) -> None:
    assert "Pièces jointes" not in words(render(kept, SENT))
    joined = {"annexes": [{"name": "Statuts #1 *signés*.pdf", "sha256": "b" * 64, "size": 12}]}
    text = words(render({**kept, **joined}, SENT))
    assert "Pièces jointes" in text
    assert "Statuts #1 *signés*.pdf" in text


def test_a_sign_that_no_font_draws_stops_no_pdf(kept: dict[str, object]) -> None:
    """Bullets of a word processor, control characters, other scripts: pasted by anybody, opened by the agency."""
    written = {
        **kept,
        "sections": [{"key": "territoire", "title": "Le territoire", "body": "\uf0b7 Un\x08 bassin\ufeff 中 de vie"}],
    }
    text = words_of_pdf(lettre_pdf.render(written, SENT))
    assert "• Un bassin" in text
    assert "de vie" in text
