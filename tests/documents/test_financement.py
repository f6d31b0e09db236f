"""The documents of a funding open with common readers and hold the figures of the run."""

import zipfile
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import pypdf
import pytest
from lxml import etree
from python_calamine import CalamineWorkbook

from maillage.documents import financement_pdf, financement_xlsx
from maillage.documents.shared import tagging
from maillage.facts.funding import FundingFacts, YearFacts
from maillage.kernel.known import Known
from maillage.results.runs import simulate
from maillage.results.runs.model import Run
from tests.support import by_ear

EDGES: dict[str, Any] = {"address": "http://localhost/financement/?population=90000", "made_on": date(2026, 11, 21)}
MISSIONS = ("acces_aux_soins", "parcours", "prevention", "crise_sanitaire", "qualite", "accompagnement")
FORMULA = '=HYPERLINK("http://x","y")'


def run(name: str = "CPTS d'essai") -> Run:
    rates = dict.fromkeys(MISSIONS, Decimal(1))
    years = {number: YearFacts(taux_variable=rates) for number in range(1, 6)}
    starts = dict.fromkeys(MISSIONS, date(2025, 3, 1))
    facts = FundingFacts(name, Known(90_000, "Essai"), date(2025, 3, 1), starts, {}, years)
    return simulate(facts, day=date(2026, 11, 21))


@pytest.fixture(scope="module")
def pdf() -> pypdf.PdfReader:
    return pypdf.PdfReader(BytesIO(financement_pdf.render(run(), **EDGES)))


@pytest.fixture(scope="module")
def text(pdf: pypdf.PdfReader) -> str:
    pages = " ".join(page.extract_text() for page in pdf.pages)
    return " ".join(pages.replace("\N{NARROW NO-BREAK SPACE}", " ").split())


def test_the_pdf_is_accessible_and_titled(pdf: pypdf.PdfReader) -> None:
    root = pdf.trailer["/Root"]
    assert root["/Lang"] == "fr-FR"
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Financement · CPTS d'essai"
    assert b"pdfuaid" in root["/Metadata"].get_data()


def test_who_reads_by_ear_misses_nothing() -> None:
    made = financement_pdf.render(run(), **EDGES)
    assert by_ear.pdf_faults(made) == []
    summaries = [str(tagging.attributes(one).get("/Summary")) for one in by_ear.tree(made) if one["/S"] == "/Table"]
    assert {"Les années côte à côte", "Tous les versements", "Les paramètres et leurs preuves"} <= set(summaries)


def test_the_pdf_holds_the_figures_their_texts_and_the_reserves(text: str) -> None:
    for expected in (
        "397 500,00 €",
        "90 000 habitants",
        "Tous les versements",
        "Ce que les textes ne disent pas",
        "secondaire",
    ):
        assert expected in text
    assert "Page 2 sur" in text


def test_the_pdf_numbers_every_payment(text: str) -> None:
    assert text.count("solde de l’année 3") + text.count("solde de l'année 3") == len(
        [payment for payment in run().payments if "solde de l'année 3" in payment.label]
    )


def test_markup_and_html_in_a_name_stay_text() -> None:
    made = financement_pdf.render(run('#panic("x") <b>$a$ *gras* \\ "'), **EDGES)
    first = pypdf.PdfReader(BytesIO(made)).pages[0].extract_text()
    assert "#panic" in first
    assert "<b>" in first


def test_the_pdf_is_the_same_twice() -> None:
    assert financement_pdf.render(run(), **EDGES) == financement_pdf.render(run(), **EDGES)


def sheets(name: str = "CPTS d'essai") -> CalamineWorkbook:
    return CalamineWorkbook.from_filelike(BytesIO(financement_xlsx.render(run(name), **EDGES)))


def test_the_workbook_has_one_sheet_for_each_question() -> None:
    assert sheets().sheet_names == ["Synthèse", "Années", "Versements", "Missions", "Paramètres", "Avertissements"]


def test_the_workbook_holds_numbers_and_dates_not_texts() -> None:
    rows = sheets().get_sheet_by_name("Années").to_python()
    assert rows[0][6] == "Total"
    assert rows[2][6] == 397_500.0
    first = rows[1][1]
    assert isinstance(first, date | datetime)
    assert (first.year, first.month, first.day) == (2025, 3, 1)


def test_the_workbook_s_payments_sum_to_the_run() -> None:
    rows = sheets().get_sheet_by_name("Versements").to_python()[1:]
    assert round(sum(float(row[2]) for row in rows) * 100) == sum(payment.cents for payment in run().payments)


def test_a_formula_in_a_name_is_never_a_formula() -> None:
    made = financement_xlsx.render(run(FORMULA), **EDGES)
    with zipfile.ZipFile(BytesIO(made)) as archive:
        assert all(b"<f>" not in archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets"))
    rows = CalamineWorkbook.from_filelike(BytesIO(made)).get_sheet_by_name("Synthèse").to_python()
    assert rows[1][1] == FORMULA


def test_an_amount_of_the_workbook_says_its_proof_and_stays_a_number() -> None:
    made = financement_xlsx.render(run(), **EDGES)
    heads, _, second = CalamineWorkbook.from_filelike(BytesIO(made)).get_sheet_by_name("Années").to_python()[:3]
    assert heads[-3:] == ["Dû", "Selon indicateurs", "À obtenir"]
    assert (second[-3], second[-1]) == (275_000.0, 0.0)
    with zipfile.ZipFile(BytesIO(made)) as archive:
        styles = etree.fromstring(archive.read("xl/styles.xml"))
        sheet = etree.fromstring(archive.read("xl/worksheets/sheet2.xml"))
    formats = {one.get("numFmtId"): one.get("formatCode") for one in styles.iter("{*}numFmt")}
    (cells,) = styles.iter("{*}cellXfs")
    looks = [formats.get(one.get("numFmtId"), "") for one in cells]
    shown = {cell.get("r"): looks[int(cell.get("s"))] for cell in sheet.iter("{*}c")}
    assert "(déduit)" in shown["H2"], "the first crisis plan is deduced"
    assert "(transcription)" in shown["H3"]
    assert "(" not in shown["J3"], "nothing is left to obtain, and zero proves nothing"


def test_what_is_said_of_several_years_is_folded() -> None:
    from maillage.documents.shared.folding import folded

    said = ["Part fixe, année 1 : non établie.", "Autre chose.", "Part fixe, année 3 : non établie.", "Seule, année 2."]
    assert folded(said) == ["Part fixe, années 1 et 3 : non établie.", "Autre chose.", "Seule, année 2."]
