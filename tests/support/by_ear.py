"""What who reads a PDF or a DOCX by ear misses: levels of headings, names of tables, headers, words for pictures."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any

import docx
import pypdf
from docx.oxml.ns import qn

from maillage.documents.shared import tagging

_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"


def tree(data: bytes) -> list[Any]:
    """The elements of the structure tree of a PDF, in the order of reading."""
    return list(tagging.elements(pypdf.PdfReader(BytesIO(data)).trailer["/Root"]["/StructTreeRoot"]))


def pdf_headings(data: bytes) -> list[tuple[int, str]]:
    return [(int(one["/S"][2]), str(one["/T"])) for one in tree(data) if one["/S"] in ("/H1", "/H2", "/H3", "/H4")]


def outline(data: bytes) -> list[str]:
    """The titles of the bookmarks of a PDF."""

    def titles(entries: Any) -> Iterator[str]:
        for one in entries:
            if isinstance(one, list):
                yield from titles(one)
            else:
                yield str(one.title)

    return list(titles(pypdf.PdfReader(BytesIO(data)).outline))


def docx_headings(data: bytes) -> list[tuple[int, str]]:
    found = docx.Document(BytesIO(data)).paragraphs
    return [(int(one.style.name[-1]), one.text) for one in found if one.style and (one.style.name or "").startswith("Heading")]


def pdf_faults(data: bytes) -> list[str]:
    """What is missing, in words; empty when nothing is."""
    if not (data.startswith(b"%PDF-1.7") and b"pdfuaid" in data):
        return ["le fichier ne se dit plus PDF/UA"]
    found = tree(data)
    faults = _levels(pdf_headings(data))
    faults += [f"figure sans texte : {one}" for one in found if one["/S"] == "/Figure" and not one.get("/Alt")]
    for table in (one for one in found if one["/S"] == "/Table"):
        faults += _table_faults(table)
    return faults


def _table_faults(table: Any) -> Iterator[str]:
    parts = list(tagging.elements(table))
    name = str(tagging.attributes(table).get("/Summary", ""))
    if not name and not any(part["/S"] == "/Caption" for part in parts):
        yield "tableau sans résumé ni légende"
    heads = {bytes(part["/ID"].original_bytes) for part in parts if part["/S"] == "/TH"}
    rows = [[*tagging.elements(row)] for part in parts if part["/S"] == "/TBody" for row in tagging.elements(part)]
    rows = [[cell for cell in row if cell["/S"] in ("/TH", "/TD")] for row in rows]
    rows = [row for row in rows if row]
    if not rows:
        yield f"{name} : aucune ligne"
    for row in rows:
        scope = tagging.attributes(row[0]).get("/Scope")
        if row[0]["/S"] != "/TH" or scope != "/Row":
            yield f"{name} : ligne sans en-tête ({row[0]['/S']}, {scope})"
        for cell in row[1:]:
            told = [bytes(one.original_bytes) for one in tagging.attributes(cell).get("/Headers", [])]
            if bytes(row[0]["/ID"].original_bytes) not in told or len(told) < 2 or not heads.issuperset(told):
                yield f"{name} : cellule sans ses en-têtes ({told})"


def docx_faults(data: bytes) -> list[str]:
    """What is missing, in words; empty when nothing is."""
    found = docx.Document(BytesIO(data))
    faults = _levels(docx_headings(data))
    for table in found.tables:
        told = {name: table._tblPr.find(qn(f"w:{name}")) for name in ("tblCaption", "tblDescription")}
        faults += [f"tableau sans {name}" for name, one in told.items() if one is None or not one.get(qn("w:val"))]
        if table.rows[0]._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is None or not all(
            c.text for c in table.rows[0].cells
        ):
            faults.append("tableau sans ligne d'en-tête, ou dont une colonne n'a pas de nom")
        if table._tblPr.find(qn("w:tblLook")).get(qn("w:firstColumn")) != "1":
            faults.append("tableau dont la première colonne ne nomme pas les lignes")
    for drawn in found.element.iter(qn("wp:docPr")):
        if not drawn.get("descr") and next(drawn.iter(_DECORATIVE), None) is None:
            faults.append(f"image sans texte : {drawn.get('name')}")
    return faults


def _levels(headings: Sequence[tuple[int, str]]) -> list[str]:
    """Headings begin at level 1 and skip none."""
    levels = [0, *(level for level, _ in headings)]
    return [
        f"« {text} » : niveau {level} après {before}"
        for before, (level, text) in zip(levels, headings, strict=False)
        if level > before + 1
    ]
