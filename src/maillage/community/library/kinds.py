"""What a file is, read from its content: its name only has to agree."""

import re
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import PurePath
from typing import IO

from maillage.accounts.refusals import UnableToSave
from maillage.community.library.models import FileKind
from maillage.kernel.archives import unpacked_size

TYPES: Mapping[FileKind, str] = {
    FileKind.PDF: "application/pdf",
    FileKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileKind.ODT: "application/vnd.oasis.opendocument.text",
    FileKind.ODS: "application/vnd.oasis.opendocument.spreadsheet",
    FileKind.PNG: "image/png",
    FileKind.JPG: "image/jpeg",
    FileKind.CSV: "text/csv; charset=utf-8",
    FileKind.TXT: "text/plain; charset=utf-8",
    FileKind.ICS: "text/calendar; charset=utf-8",
}
SAID = "PDF, DOCX, XLSX, ODT, ODS, PNG, JPEG, CSV, TXT et ICS"
_EXTENSIONS = {str(kind): kind for kind in FileKind} | {"jpeg": FileKind.JPG}
_SIGNATURES = (
    (b"%PDF-", FileKind.PDF),
    (b"\x89PNG\r\n\x1a\n", FileKind.PNG),
    (b"\xff\xd8\xff", FileKind.JPG),
)
_TEXTS = (FileKind.CSV, FileKind.TXT, FileKind.ICS)
_PAGES = (b"<!", b"<html", b"<body", b"<svg", b"<script", b"<?xml", b"<?php", b"#!/")
"""How pages, drawings and programs begin, whatever their name."""
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0e-\x1f]")
_HEAD = 2_048
_UNPACKED, _MEMBERS = 200 * 1024 * 1024, 5_000
"""A document that unfolds beyond these is made to choke whoever opens it."""


def kind_of(name: str, content: IO[bytes]) -> FileKind:
    """The kind of a file whose name and content agree; UnableToSave otherwise. Leaves the content at its start."""
    told = _EXTENSIONS.get(PurePath(name).suffix.lower().removeprefix("."))
    if told is None:
        raise UnableToSave(f"« {name} » : ce type de fichier n'est pas accepté. Envoyez l'un de ceux-ci : {SAID}.")
    found = _text_kind(content, told) if told in _TEXTS else _binary_kind(name, content)
    content.seek(0)
    if found is not told:
        raise UnableToSave(
            f"« {name} » : le contenu n'est pas celui d'un fichier {told.label}. Enregistrez-le à nouveau sous ce format, puis renvoyez-le."
        )
    return found


def _binary_kind(name: str, content: IO[bytes]) -> FileKind | None:
    content.seek(0)
    head = content.read(_HEAD)
    found = next((kind for signature, kind in _SIGNATURES if head.startswith(signature)), None)
    return _packed_kind(name, content) if head.startswith(b"PK\x03\x04") else found


def _packed_kind(name: str, content: IO[bytes]) -> FileKind | None:
    """Office documents are ZIP archives: their members say which."""
    try:
        with zipfile.ZipFile(content) as opened:
            members = opened.infolist()
            names = {member.filename for member in members}
            declared = _declared(opened) if "mimetype" in names else ""
            is_huge = len(members) > _MEMBERS or unpacked_size(opened, _UNPACKED) > _UNPACKED
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError):
        raise UnableToSave(f"« {name} » est abîmé : ouvrez-le, enregistrez-le à nouveau, puis renvoyez-le.") from None
    if is_huge:
        raise UnableToSave(f"« {name} » : une fois ouvert, ce document serait démesuré. Réduisez ses images, puis renvoyez-le.")
    if any(member.casefold().endswith("vbaproject.bin") for member in names):
        raise UnableToSave(f"« {name} » contient des macros : enregistrez-le sans macros, puis renvoyez-le.")
    for kind, sign in ((FileKind.DOCX, "word/document.xml"), (FileKind.XLSX, "xl/workbook.xml")):
        if sign in names and "[Content_Types].xml" in names:
            return kind
    return next((kind for kind in (FileKind.ODT, FileKind.ODS) if declared.strip() == TYPES[kind]), None)


def _declared(opened: zipfile.ZipFile) -> str:
    """What the document says it is. Its first bytes alone are unfolded: the size that an archive announces may lie."""
    with opened.open("mimetype") as member:
        return member.read(_HEAD).decode("ascii", "replace")


def _text_kind(content: IO[bytes], told: FileKind) -> FileKind | None:
    """Text has no control characters; a page or a program is not what its name says."""
    content.seek(0)
    head = content.read(_HEAD).removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if head.startswith(_PAGES):
        return None
    content.seek(0)
    for chunk in iter(lambda: content.read(1 << 20), b""):
        if _CONTROL.search(chunk):
            return None
    return None if told is FileKind.ICS and not head.startswith(b"begin:vcalendar") else told
