"""The house style of a DOCX: page, type, headings, tables and the frame of comment zones, all as styles one can change."""

from collections.abc import Mapping
from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

FONT = "Calibri"
TONES = {"doux": "4C5C5B", "teal": "0B4F52", "ambre": "A84C0A", "bleu": "23568A", "fictif": "8A3D06", "invite": "6B7C7B"}
_HEADINGS = {1: (18.0, 18.0, 6.0), 2: (13.0, 14.0, 3.0), 3: (11.0, 10.0, 2.0)}
"""Level -> size, space before and after, in points."""
_MANY = {1: _HEADINGS[2], 2: _HEADINGS[3], 3: (10.0, 8.0, 2.0)}
"""The same, in a text made of many short articles."""


def apply(document: Any, *, many_headings: bool = False) -> None:
    """Sets the page and the styles of an empty document."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin = section.bottom_margin = Mm(18)
    base = document.styles["Normal"]
    _font(base, 10.0)
    base.element.get_or_add_rPr().append(_valued("w:lang", "fr-FR"))
    base.paragraph_format.space_after = Pt(6)
    _headings(document, _MANY if many_headings else _HEADINGS)
    _small_styles(document)
    document.styles.element.append(_table_style())


def footer(document: Any, title: str) -> None:
    """Title and « Page x sur y » under each page."""
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.add_run(f"{title}\tPage ")
    _field(paragraph, "PAGE")
    paragraph.add_run(" sur ")
    _field(paragraph, "NUMPAGES")
    paragraph.paragraph_format.tab_stops.clear_all()
    paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(170), alignment=2)  # right
    for run in paragraph.runs:
        run.font.size, run.font.color.rgb = Pt(8), RGBColor.from_string(TONES["doux"])


def _headings(document: Any, sizes: Mapping[int, tuple[float, float, float]]) -> None:
    for level, (size, before, after) in sizes.items():
        style = document.styles[f"Heading {level}"]
        _font(style, size, bold=True, tone="teal")
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        style.paragraph_format.keep_with_next = True
    _font(document.styles["Title"], 28.0, bold=True, tone="teal")
    for border in document.styles["Title"].element.iter(qn("w:pBdr")):
        border.getparent().remove(border)
    _font(document.styles["Subtitle"], 12.0, tone="doux")
    document.styles["Subtitle"].font.italic = False


def _small_styles(document: Any) -> None:
    cell = _paragraph(document, "Cellule", 8.5)
    cell.paragraph_format.space_after = Pt(0)
    after = _paragraph(document, "Après tableau", 4.0)
    after.paragraph_format.space_after = Pt(2)
    zone = _paragraph(document, "Zone de commentaire", 10.0)
    zone.element.get_or_add_pPr().append(_frame("23568A", "E8F0F8"))
    notice = _paragraph(document, "Avertissement", 10.0)
    notice.element.get_or_add_pPr().append(_frame("A84C0A", "FDF4EA"))
    for style, fill in ((zone, "E8F0F8"), (notice, "FDF4EA")):
        style.element.get_or_add_pPr().append(_shade(fill))
        style.paragraph_format.left_indent = style.paragraph_format.right_indent = Mm(2)


def _paragraph(document: Any, name: str, size: float) -> Any:
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Normal"]
    _font(style, size)
    return style


def _font(style: Any, size: float, *, bold: bool | None = None, tone: str = "") -> None:
    style.font.name, style.font.size, style.font.bold = FONT, Pt(size), bold
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{script}"), None)
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), FONT)
    if tone:
        style.font.color.rgb = RGBColor.from_string(TONES[tone])


def _frame(line: str, fill: str) -> Any:
    edges = f'<w:left w:val="single" w:sz="24" w:space="6" w:color="{line}"/>'
    thin = "".join(f'<w:{edge} w:val="single" w:sz="4" w:space="4" w:color="{fill}"/>' for edge in ("right",))
    return parse_xml(f"<w:pBdr {nsdecls('w')}>{edges}{thin}</w:pBdr>")


def _shade(fill: str) -> Any:
    return parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{fill}"/>')


def _table_style() -> Any:
    line = 'w:val="single" w:sz="4" w:space="0" w:color="E5DDCF"'
    return parse_xml(
        f'<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="TableauMaillage"><w:name w:val="Tableau Maillage"/>'
        f'<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders><w:top {line}/><w:bottom {line}/><w:insideH {line}/></w:tblBorders>'
        f'<w:tblCellMar><w:top w:w="45" w:type="dxa"/><w:left w:w="70" w:type="dxa"/><w:bottom w:w="45" w:type="dxa"/>'
        f'<w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblStylePr w:type="firstRow"><w:tcPr>'
        f'<w:shd w:val="clear" w:color="auto" w:fill="F3EEE4"/></w:tcPr></w:tblStylePr></w:style>'
    )


def _valued(name: str, value: str) -> Any:
    element = OxmlElement(name)
    element.set(qn("w:val"), value)
    return element


def _field(paragraph: Any, code: str) -> None:
    """A field that the reader's program computes."""
    for kind, text in (("begin", ""), ("", code), ("end", "")):
        run = paragraph.add_run()
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)
        else:
            instruction = OxmlElement("w:instrText")
            instruction.text = text
            run._r.append(instruction)
