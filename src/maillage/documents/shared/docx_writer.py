"""Paragraphs, tables, pictures and comment zones of a DOCX, in the house style; nothing here knows the diagnosis."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO
from typing import IO, Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.oxml.shape import CT_Inline
from docx.shared import Mm, Pt, RGBColor

from maillage.documents.shared import docx_styles as styles

_FORBIDDEN = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG, how wide it is shown, and what it says to who does not see it (nothing: it only repeats the text beside)."""

    data: bytes
    millimetres: float
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """A run of text in a cell or a paragraph. `look` is gras, doux, petit, fictif or nothing; several are apart by spaces."""

    text: str
    look: str = ""


INVITATION = "Cliquez ici pour écrire votre commentaire."

Cell = Sequence[Text | Picture]
"""What a cell holds; a Text that begins with a line break goes to the next line."""


class Writer:
    """One document, written from top to bottom."""

    def __init__(self, title: str, *, made_on: date, many_headings: bool = False) -> None:
        self._document = docx.Document()
        self._title = self._heading = plain(title)
        self._numbers = 0
        styles.apply(self._document, many_headings=many_headings)
        styles.footer(self._document, self._title)
        self._cell_style = self._document.styles["Cellule"].style_id
        told = self._document.core_properties
        told.title, told.author, told.language, told.comments = self._title, "Maillage", "fr-FR", ""
        told.created = told.modified = datetime.combine(made_on, time())

    def save(self, target: IO[bytes]) -> None:
        self._document.save(target)

    def title(self, text: str, below: str) -> None:
        self._document.add_paragraph(plain(text), style="Title")
        self._document.add_paragraph(plain(below), style="Subtitle")

    def heading(self, text: str, level: int = 1, *, new_page: bool = False) -> None:
        self._heading = plain(text)
        made = self._document.add_heading(self._heading, level)
        made.paragraph_format.page_break_before = new_page

    def paragraph(self, *parts: Text | Picture, style: str = "Normal", with_next: bool = False) -> None:
        paragraph = self._document.add_paragraph(style=style)
        paragraph.paragraph_format.keep_with_next = with_next or None
        self._fill(paragraph, parts)

    def bullets(self, lines: Iterable[Cell]) -> None:
        for line in lines:
            self._fill(self._document.add_paragraph(style="List Bullet"), line)

    def notice(self, text: str) -> None:
        """A sentence that must be seen before the figures."""
        self._fill(self._document.add_paragraph(style="Avertissement"), [Text(text)])

    def picture(self, picture: Picture) -> None:
        paragraph = self._document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.keep_with_next = True
        self._fill(paragraph, [picture])

    def comment_zone(self, name: str, tag: str, text: str) -> None:
        """A rich text control: the given notes, or an invitation that the first key replaces."""
        control, properties, content = (OxmlElement(f"w:{part}") for part in ("sdt", "sdtPr", "sdtContent"))
        self._numbers += 1
        for kind, value in (("alias", plain(name)), ("tag", tag), ("id", str(self._numbers))):
            properties.append(_valued(f"w:{kind}", value))
        if not text.strip():
            properties.append(OxmlElement("w:showingPlcHdr"))
        lines = [line for line in text.splitlines() if line.strip()] or [INVITATION]
        for line in lines:
            paragraph = self._document.add_paragraph(style="Zone de commentaire")
            self._fill(paragraph, [Text(line, "" if text.strip() else "invite")])
            content.append(paragraph._p)
        control.extend([properties, content])
        self._document.element.body.insert(len(self._document.element.body) - 1, control)

    def table(
        self, widths: Sequence[float], heads: Sequence[str], rows: Iterable[Sequence[Cell]], *, numbers: Sequence[int] = ()
    ) -> None:
        """Widths in millimetres; `numbers` are the columns set to the right. The head is repeated on each page.

        Who does not see it is told the heading above it, then its columns; the first one names the rows.
        """
        table = self._document.add_table(rows=1, cols=len(widths), style="Tableau Maillage")
        table.autofit = False
        for name, told in (("tblCaption", self._heading), ("tblDescription", f"Colonnes : {', '.join(map(plain, heads))}.")):
            table._tblPr.append(_valued(f"w:{name}", told))
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Mm(width)
        head = table.rows[0]
        head._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        self._row(head.cells, widths, [[Text(text, "gras doux")] for text in heads], numbers)
        for cells in rows:
            row = table.add_row()
            row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
            self._row(row.cells, widths, cells, numbers)
        self._document.add_paragraph(style="Après tableau")

    def _row(self, places: Sequence[Any], widths: Sequence[float], cells: Sequence[Cell], numbers: Sequence[int]) -> None:
        for number, (place, width, cell) in enumerate(zip(places, widths, cells, strict=True)):
            place.width = Mm(width)
            paragraph = place.paragraphs[0]
            paragraph._p.get_or_add_pPr().get_or_add_pStyle().val = self._cell_style
            if number in numbers:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            self._fill(paragraph, cell)

    def _fill(self, paragraph: Any, parts: Cell) -> None:
        for part in parts:
            if isinstance(part, Picture):
                self._draw(paragraph.add_run(), part)
            elif part.text:
                _dress(paragraph.add_run(plain(part.text)), part.look.split())

    def _draw(self, run: Any, picture: Picture) -> None:
        """As `run.add_picture`, which searches the whole document for a free number each time."""
        self._numbers += 1
        relation, image = self._document.part.get_or_add_image(BytesIO(picture.data))
        width, height = image.scaled_dimensions(Mm(picture.millimetres))
        inline = CT_Inline.new_pic_inline(self._numbers, relation, f"image-{self._numbers}.png", width, height)
        inline.docPr.set("descr", plain(picture.alt))
        if not picture.alt:
            inline.docPr.append(parse_xml(_DECORATIVE))
        run._r.add_drawing(inline)


_DECORATIVE = (
    '<a:extLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}">'
    '<adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/>'
    "</a:ext></a:extLst>"
)
"""Marks a picture that says nothing more than the text beside it: a screen reader passes over it."""


def plain(text: str) -> str:
    """Without the characters that XML refuses."""
    return _FORBIDDEN.sub("", text)


def _dress(run: Any, looks: Sequence[str]) -> None:
    for look in looks:
        if look == "gras":
            run.bold = True
        elif look == "grand":
            run.font.size = Pt(11)
        elif look == "petit":
            run.font.size = Pt(7.5)
        elif look in styles.TONES:
            run.font.color.rgb = RGBColor.from_string(styles.TONES[look])


def _valued(name: str, value: str) -> Any:
    element = OxmlElement(name)
    element.set(qn("w:val"), value)
    return element
