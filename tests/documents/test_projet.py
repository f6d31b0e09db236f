"""The health project on paper: accessible, complete, marked draft or sent, fictif when it is."""

import csv
import io
from typing import Any

import docx
import pypdf
import pytest
from python_calamine import CalamineWorkbook

from maillage.accounts.walls import within
from maillage.community.drafting import actions as drafting
from maillage.community.drafting.models import TextKind
from maillage.community.library import actions as library
from maillage.community.missions import actions as missions
from maillage.community.money import actions as money
from maillage.documents import budget_tables, projet_docx, projet_pdf
from maillage.documents.shared.frozen import Sent
from maillage.documents.shared.project import content
from maillage.results.cpts import project, snapshot
from tests.support import by_ear
from tests.support.files import CSV
from tests.support.personas import FOIX, NOW, TODAY, People

SENT = Sent(1, TODAY, "ab" * 32)
BODY = "## Instances\n\nUn *bureau* et **trois collèges**.\n\n- soins\n- usagers\n\n<b>brut</b> #let x = 1"


@pytest.fixture
def kept(who: People) -> dict[str, Any]:
    """A project with a bit of everything."""
    with within(who.ours):
        drafting.save_section(who.ours, text=TextKind.PROJET, key="gouvernance", body=BODY, version=0, by=who.amina, now=NOW)
        found = snapshot.of_codes(FOIX)
        inserted = snapshot.content(found)
        missions.insert_diagnosis(who.ours, content=inserted, stamp=found.stamp, by=who.amina, now=NOW, today=TODAY)
        figures = list(snapshot.figures(found, TODAY).values())[:2]
        one = missions.create_objective(who.ours, title="Mieux prévenir", finding="", figures=figures, by=who.amina, now=NOW)
        indicator = {"label": "Patients vus", "kind": "resultat", "start": "0", "target": "120", "source": "", "frequency": ""}
        values = {
            "title": "Rappels de vaccination", "mission": "prevention", "objective": one, "budget": 125_050,
            "human": [{"profile": "Infirmière", "hours": 24}], "indicators": [indicator], "description": "Première étape\nSeconde",
        }  # fmt: skip
        for _ in range(2):
            missions.create_fiche(who.ours, values=values, by=who.amina, now=NOW)
        starts = {"acces_aux_soins": TODAY.replace(year=2027)}
        money.set_hypothesis(who.ours, signed_on=TODAY, starts=starts, by=who.amina, now=NOW)
        line = {"side": "depense", "account": "64", "label": "=1+1", "mission": "", "year": 1, "cents": 4_500_000, "note": "-2"}
        money.create_line(who.ours, values=line, by=who.amina, now=NOW)
        return project.frozen(who.ours, TODAY)


def pages(data: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(data)).pages]


def test_the_pdf_is_accessible_and_complete(kept: dict[str, Any]) -> None:
    data = projet_pdf.render(kept, None)
    assert b"pdfuaid" in data
    found = pages(data)
    whole = " ".join(found)
    for said in (
        "Sommaire",
        "A. Identité",
        "B1. Diagnostic",
        "D1. Gouvernance",
        "trois collèges",
        "Solde prudent",
        "Infirmière",
    ):
        assert said in whole
    assert "Document fictif" in found[0]
    assert "n’a pas été transmis" in whole.replace("'", "’")


def test_who_reads_by_ear_misses_nothing_and_both_papers_have_one_outline(kept: dict[str, Any]) -> None:
    paper, text = projet_pdf.render(kept, None), projet_docx.render(kept, None)
    assert by_ear.pdf_faults(paper) == []
    assert by_ear.docx_faults(text) == []
    told = [(level, plain(title)) for level, title in by_ear.docx_headings(text)]
    written = [(level, plain(title)) for level, title in by_ear.pdf_headings(paper)]
    assert {"Mieux prévenir", "Indicateurs", "Fiche-action n° 1 : Rappels de vaccination"} <= {title for _, title in told}
    assert [one for one in told if one not in written] == []
    assert {title for _, title in written} == {"Sommaire", *map(plain, by_ear.outline(paper))}


def plain(text: str) -> str:
    return " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split())


def test_each_fiche_has_its_page(kept: dict[str, Any]) -> None:
    found = pages(projet_pdf.render(kept, None))
    starts = [
        number
        for number, page in enumerate(found)
        if "Fiche-action n° 1" in page.replace("\xa0", " ") and "Patients vus" in page
    ]
    others = [
        number
        for number, page in enumerate(found)
        if "Fiche-action n° 2" in page.replace("\xa0", " ") and "Patients vus" in page
    ]
    assert len(starts) == len(others) == 1
    assert starts != others


def test_a_sent_copy_says_when_and_its_digest_and_is_no_draft(kept: dict[str, Any]) -> None:
    whole = " ".join(pages(projet_pdf.render(kept, SENT)))
    assert "Transmis le 2" in whole.replace("\xa0", " ")
    assert "abababab" in whole.replace(" ", "")
    assert "BROUILLON" not in whole
    assert "BROUILLON" in " ".join(pages(projet_pdf.render(kept, None)))


def test_the_docx_says_the_same_and_can_be_reworked(kept: dict[str, Any]) -> None:
    made = docx.Document(io.BytesIO(projet_docx.render(kept, None)))
    texts = [paragraph.text for paragraph in made.paragraphs]
    styles = {paragraph.text: paragraph.style.name for paragraph in made.paragraphs}
    assert styles["D1. Gouvernance"] == "Heading 1"
    assert styles["Fiche-action n° 1 : Rappels de vaccination"] == "Heading 2"
    assert "<b>brut</b> #let x = 1" in texts
    cells = {cell.text for table in made.tables for row in table.rows for cell in row.cells}
    assert "Solde prudent" in cells
    assert any("Patients vus" in cell for cell in cells)


@pytest.mark.parametrize("sent", [None, SENT])
def test_each_annex_is_named_with_what_proves_it(kept: dict[str, Any], sent: Sent | None) -> None:
    """Those of the copy it is made from: nothing is read again."""
    listed = [
        {"name": f"{name}.{kind}", "sha256": digest * 32, "size": size}
        for name, kind, digest, size in (("Statuts signés", "pdf", "ab", 182_400), ("Membres", "csv", "cd", 90))
    ]
    whole = {**kept, "annexes": listed}
    rule = "Fichiers joints à cet envoi" if sent else "se choisissent au moment du dépôt"
    made = docx.Document(io.BytesIO(projet_docx.render(whole, sent)))
    cells = [[cell.text for cell in row.cells] for row in made.tables[-1].rows]
    assert [line[:4] for line in cells[1:]] == [
        ["1", "Statuts signés.pdf", "PDF", "182\xa0Ko"],
        ["2", "Membres.csv", "Tableau (CSV)", "1\xa0Ko"],
    ]
    assert "".join(cells[1][4].split()) == "ab" * 4 + "ab" * 32
    for told in (" ".join(pages(projet_pdf.render(whole, sent))), " ".join(one.text for one in made.paragraphs)):
        assert "Annexes" in told
        assert rule in told
    assert "cd" * 16 in " ".join(pages(projet_pdf.render(whole, sent)))


def test_the_draft_lists_the_files_kept_for_the_project(who: People) -> None:
    with within(who.ours):
        for name, subject in (("membres.csv", "Projet de santé"), ("recu.csv", "Dépôt et validation")):
            body = f"{CSV.decode()}{name}".encode()
            library.add(
                who.ours, name=name, size=len(body), content=io.BytesIO(body), by=who.amina, now=NOW, attached_to=subject
            )
        assert [one["name"] for one in project.draft(who.ours, TODAY)["annexes"]] == ["membres.csv"]
        assert "annexes" not in project.frozen(who.ours, TODAY)


def test_an_empty_project_still_makes_documents(who: People) -> None:
    with within(who.theirs):
        kept = project.frozen(who.theirs, TODAY)
    whole = " ".join(pages(projet_pdf.render(kept, None)))
    assert "Section à écrire" in whole
    assert "pas encore inséré" in whole
    assert projet_docx.render(kept, None).startswith(b"PK")


def test_paper_and_page_have_the_same_sums(kept: dict[str, Any]) -> None:
    rows = {row["label"].replace("\xa0", " "): row["cents"] for row in content(kept, None)["budget"]["rows"]}
    for name, label in (("prudent", "Solde prudent"), ("target", "Solde cible"), ("expenses", "Total : dépenses")):
        assert list(rows[label]) == [year[name] for year in kept["budget"]["years"]]


def test_tables_hold_numbers_and_no_formula(kept: dict[str, Any]) -> None:
    text = budget_tables.to_csv(kept["budget"], "CPTS").decode()
    lines = list(csv.reader(io.StringIO(text.lstrip("\ufeff")), delimiter=";"))
    typed = next(line for line in lines if "1+1" in line[2])
    assert (typed[2], typed[5], typed[7]) == ("'=1+1", "45000,00", "-2")
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(budget_tables.to_xlsx(kept["budget"], "CPTS"))).get_sheet_by_index(0)
    row = next(row for row in sheet.to_python() if "1+1" in str(row[2]))
    assert (row[2], row[5]) == ("=1+1", 45_000)
