"""Small honest files of each kind, and some that are not what they say."""

import io
import zipfile

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 24
JPG = b"\xff\xd8\xff\xe0" + b"\0" * 24
ICS = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n"
CSV = "nom;ville\r\nAmina;Foix é\r\n".encode()


def packed(**members: bytes) -> bytes:
    """A ZIP archive; « word__document_xml » is the member « word/document.xml »."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, body in members.items():
            opened.writestr(name.replace("__", "/").replace("_xml", ".xml").replace("_bin", ".bin"), body)
    return target.getvalue()


def office(member: str, **more: bytes) -> bytes:
    return packed(**{"[Content_Types]_xml": b"<Types/>", member: b"<x/>", **more})


DOCX = office("word__document_xml")
XLSX = office("xl__workbook_xml")
ODT = packed(mimetype=b"application/vnd.oasis.opendocument.text")
ODS = packed(mimetype=b"application/vnd.oasis.opendocument.spreadsheet")
MACROS = office("word__document_xml", word__vbaProject_bin=b"x")
LIAR = packed(mimetype=b"x" * (8 << 20)).replace((8 << 20).to_bytes(4, "little"), (9).to_bytes(4, "little"))
"""Its member « mimetype » says nine bytes, and unfolds to eight million."""
BOMB = office("word__document_xml", word__media__x=b"\0" * (201 * 1024 * 1024))
HONEST = {
    "projet.pdf": PDF,
    "plan.PNG": PNG,
    "photo.jpeg": JPG,
    "agenda.ics": ICS,
    "liste.csv": CSV,
    "note.txt": b"Bonjour \xe9",
    "lettre.docx": DOCX,
    "budget.xlsx": XLSX,
    "lettre.odt": ODT,
    "budget.ods": ODS,
}
REFUSED = {
    "image.svg": (b"<svg onload='x'/>", "n'est pas accepté"),
    "page.html": (b"<html>", "n'est pas accepté"),
    "outil.exe": (b"MZ\x90\0", "n'est pas accepté"),
    "sans-extension": (PDF, "n'est pas accepté"),
    "faux.pdf": (b"MZ\x90\0", "n'est pas celui d'un fichier PDF"),
    "page.txt": (b"\xef\xbb\xbf <!DOCTYPE html><script>x</script>", "n'est pas celui d'un fichier Texte brut"),
    "dessin.csv": (b"<svg xmlns='x'/>", "n'est pas celui"),
    "outil.txt": (b"\x7fELF\0\0", "n'est pas celui"),
    "agenda.ics": (b"Bonjour", "n'est pas celui d'un fichier Agenda"),
    "tableau.docx": (XLSX, "n'est pas celui d'un fichier Texte (DOCX)"),
    "archive.docx": (packed(a=b"x"), "n'est pas celui"),
    "coupe.docx": (DOCX[:60], "est abîmé"),
    "macros.docx": (MACROS, "contient des macros"),
    "bombe.docx": (BOMB, "serait démesuré"),
    "menteur.odt": (LIAR, "est abîmé"),
}
