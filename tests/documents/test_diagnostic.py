"""The documents of a diagnosis open with common readers, hold its figures, and say what is invented."""

import csv
import io
import json
import zipfile
from dataclasses import replace
from datetime import date
from io import BytesIO

import docx
import pypdf
import pytest
from docx.oxml.ns import qn
from python_calamine import CalamineWorkbook

from maillage.documents import diagnostic_docx, diagnostic_pdf, diagnostic_tables, diagnostic_xlsx
from maillage.documents.shared.diagnostic import Order
from maillage.results.diagnostic import SECTIONS, Diagnosis
from tests.support import by_ear
from tests.support import diagnosis as made

CODES = ("84001", "84016", "84080", "84088", "84129")
FORMULA = '=HYPERLINK("http://x","y")'


@pytest.fixture(scope="module")
def found() -> Diagnosis:
    return made.diagnosis(CODES)


@pytest.fixture(scope="module")
def order() -> Order:
    return Order(
        title="Les Sorgues",
        address="http://localhost/territoire/diagnostic/?s=1abc",
        made_on=date(2026, 11, 21),
        sections=tuple(SECTIONS),
        structures=made.structures(CODES),
        taille=2,
        notes={"note_generale": "Réunion du 12.\nDeux départs.", "note_acces": FORMULA},
    )


@pytest.fixture(scope="module")
def text(found: Diagnosis, order: Order) -> str:
    reader = pypdf.PdfReader(BytesIO(diagnostic_pdf.render(found, order)))
    pages = " ".join(page.extract_text() for page in reader.pages)
    return " ".join(pages.replace("\N{NARROW NO-BREAK SPACE}", " ").split())


def test_the_pdf_is_accessible_and_titled(found: Diagnosis, order: Order) -> None:
    reader = pypdf.PdfReader(BytesIO(diagnostic_pdf.render(found, order)))
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "fr-FR"
    assert root["/MarkInfo"]["/Marked"]
    assert b"pdfuaid" in root["/Metadata"].get_data()
    assert reader.metadata is not None
    assert reader.metadata.title == "Diagnostic · Les Sorgues"


def test_who_reads_by_ear_misses_nothing(found: Diagnosis, order: Order) -> None:
    assert by_ear.pdf_faults(diagnostic_pdf.render(found, order)) == []
    assert by_ear.docx_faults(diagnostic_docx.render(found, order)) == []


def test_the_pdf_holds_the_sections_the_notes_and_what_is_invented(text: str) -> None:
    for expected in (
        *SECTIONS.values(),
        "Deux départs.",
        "fictif",
        "Document de démonstration",
        "Sources",
        "Méthode",
        "masqué",
    ):
        assert expected in text
    assert "maillage " not in text  # no command in a document that people read


def test_the_pdf_is_the_same_twice(found: Diagnosis, order: Order) -> None:
    assert diagnostic_pdf.render(found, order) == diagnostic_pdf.render(found, order)


def test_markup_in_a_name_and_a_note_stays_text(found: Diagnosis, order: Order) -> None:
    strange = replace(order, title='#panic("x") <b>$a$ *gras* \\ "', notes={"note_generale": '#panic("y")'})
    reader = pypdf.PdfReader(BytesIO(diagnostic_pdf.render(found, strange)))
    assert "#panic" in reader.pages[0].extract_text()
    assert "<b>" in reader.pages[0].extract_text()
    assert '#panic("y")' in reader.pages[1].extract_text()


def test_the_text_document_has_a_zone_to_comment_each_section(found: Diagnosis, order: Order) -> None:
    body = docx.Document(BytesIO(diagnostic_docx.render(found, order))).element.body
    zones = {zone.find(f".//{qn('w:tag')}").get(qn("w:val")): zone for zone in body.iter(qn("w:sdt"))}
    assert {f"note_{key}" for key in SECTIONS} | {"note_generale", "note_alentours", "conclusion"} == set(zones)
    assert "Deux départs." in zones["note_generale"].xpath("string(.)")
    assert zones["note_generale"].find(f".//{qn('w:showingPlcHdr')}") is None
    assert zones["note_offre"].find(f".//{qn('w:showingPlcHdr')}") is not None
    numbers = [zone.find(f".//{qn('w:id')}").get(qn("w:val")) for zone in zones.values()]
    assert len(set(numbers)) == len(numbers)


def test_the_text_document_is_structured(found: Diagnosis, order: Order) -> None:
    document = docx.Document(BytesIO(diagnostic_docx.render(found, order)))
    assert document.core_properties.title == "Diagnostic · Les Sorgues"
    assert document.core_properties.language == "fr-FR"
    headings = [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == "Heading 1"]
    assert headings[1 : 1 + len(SECTIONS)] == list(SECTIONS.values())
    for table in document.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    maps = [one for one in document.element.body.iter(qn("wp:docPr")) if one.get("descr")]
    assert len(maps) >= 3


def test_a_picture_of_the_document_is_told_or_marked_as_decoration(found: Diagnosis, order: Order) -> None:
    body = docx.Document(BytesIO(diagnostic_docx.render(found, order))).element.body
    pictures = body.xpath("//wp:inline/wp:docPr")
    silent = [one for one in pictures if not one.get("descr")]
    assert silent
    assert len(silent) < len(pictures)
    for one in silent:
        assert [
            mark.get("val") for mark in one.iter("{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative")
        ] == ["1"]


def test_a_character_that_xml_refuses_does_not_break_the_text_document(found: Diagnosis, order: Order) -> None:
    made_document = diagnostic_docx.render(found, replace(order, notes={"note_generale": "a\x00b\x0bc\ud800d"}))
    assert "abcd" in docx.Document(BytesIO(made_document)).element.body.xpath("string(.)")


def test_the_workbook_has_a_sheet_for_each_section_and_one_of_provenance(found: Diagnosis, order: Order) -> None:
    book = CalamineWorkbook.from_filelike(BytesIO(diagnostic_xlsx.render(found, order)))
    assert book.sheet_names == ["Synthèse", *SECTIONS.values(), "Par commune", "Structures", "Provenance", "Méthode"]
    rows = book.get_sheet_by_name("Offre").to_python()
    values = {str(row[0]).replace("\N{NO-BREAK SPACE}", " "): row[2] for row in rows[1:]}
    assert values["Densité : infirmiers"] == float(found.views["densite_infirmier"].measured.value or 0)
    assert len(book.get_sheet_by_name("Par commune").to_python()) == 1 + len(CODES)


def test_a_formula_in_a_note_is_never_a_formula(found: Diagnosis, order: Order) -> None:
    with zipfile.ZipFile(BytesIO(diagnostic_xlsx.render(found, order))) as archive:
        sheets = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets")]
    assert all(b"<f>" not in sheet for sheet in sheets)


def test_chosen_sections_alone_are_written(found: Diagnosis, order: Order) -> None:
    book = CalamineWorkbook.from_filelike(BytesIO(diagnostic_xlsx.render(found, replace(order, sections=("acces",)))))
    assert book.sheet_names == ["Synthèse", "Accès aux soins", "Par commune", "Provenance", "Méthode"]


def test_the_csv_has_a_line_for_each_place(found: Diagnosis, order: Order) -> None:
    rows = list(csv.DictReader(io.StringIO(diagnostic_tables.to_csv(found, order).decode("utf-8-sig")), delimiter=";"))
    lines = [row for row in rows if row["indicateur"] == "densite_infirmier"]
    assert len(lines) == 1 + 4 + len(CODES)
    assert all(len(row["valeur"].partition(",")[2]) <= 6 for row in rows)
    hidden = next(row for row in rows if row["indicateur"] == made.HIDDEN)
    assert (hidden["valeur"], hidden["masque"]) == ("", "oui")
    absent = next(row for row in rows if row["indicateur"] == "zonage_infirmier")
    assert absent["valeur"] == ""
    assert "non chargée" in absent["raison"]


def test_the_geojson_has_a_feature_for_each_commune(found: Diagnosis, order: Order) -> None:
    collection = json.loads(diagnostic_tables.to_geojson(found, order))
    assert {feature["properties"]["code"] for feature in collection["features"]} == set(CODES)
    assert collection["fictif"] is True
    assert all(feature["properties"]["densite_infirmier"] > 0 for feature in collection["features"])
    assert collection["indicateurs"]["densite_infirmier"]["source"] == "Essai"


def test_no_page_of_the_pdf_is_left_near_empty_and_no_title_stands_at_its_foot(found: Diagnosis, order: Order) -> None:
    pages = [page.extract_text().strip() for page in pypdf.PdfReader(BytesIO(diagnostic_pdf.render(found, order))).pages]
    assert len(pages) > 4
    for number, words in enumerate(pages[1:-1], 2):
        assert len(words) > 500, (number, words)
        lines = [line for line in words.splitlines() if not line.startswith("Diagnostic ·") and "Page " not in line]
        assert lines[-1] not in SECTIONS.values(), (number, lines[-1])
