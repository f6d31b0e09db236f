"""The bytes of what publishers give, whatever wraps them: archives, compression, encodings; never more than a machine can hold."""

import codecs
import gzip
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, cast

from maillage.opendata.sources.source import UnableToRead

DAMAGED = (OSError, EOFError, zipfile.BadZipFile, zlib.error)
"""What the libraries raise for a broken or cut archive."""
_WHOLE = 768 << 20
"""Bytes that may be read at once; the largest file of a publisher that is not read by blocks has a tenth of them."""
_ALL = 4 << 30
_LINE = 64 << 20
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_WORKBOOKS = (".xlsx", ".ods", ".xlsm")
_NOT_DATA = re.compile(r"(^|/)(__MACOSX/|\.)")


def damaged(path: Path, error: BaseException | None = None) -> UnableToRead:
    """The refusal of a file that ends too early, or that this person may not read."""
    if isinstance(error, PermissionError):
        return UnableToRead(f"« {path.name} » est protégé : donnez-vous le droit de le lire, puis recommencez.")
    return UnableToRead(f"« {path.name} » est abîmé ou coupé : téléchargez-le de nouveau.")


def _too_large(path: Path) -> UnableToRead:
    return UnableToRead(
        f"« {path.name} » est, une fois ouvert, bien plus grand que ce que publie cette source : vérifiez que c'est le bon fichier."
    )


def open_bytes(path: Path, inside: str = "") -> IO[bytes]:
    """The bytes of a file, of what a .gz holds, of the member of a .zip that matches `inside` (or its only one); UTF-16 as UTF-8."""
    try:
        raw = _member(path, inside) if _is_archive(path) else path.open("rb")
    except DAMAGED as error:
        raise damaged(path, error) from None
    try:
        return _in_utf8(_unzipped(raw))
    except DAMAGED as error:
        raw.close()
        raise damaged(path, error) from None


def _unzipped(raw: IO[bytes]) -> IO[bytes]:
    head = raw.read(2)
    raw.seek(0)
    if head != b"\x1f\x8b":
        return raw
    unzipped = gzip.GzipFile(fileobj=raw)
    unzipped.myfileobj = raw  # type: ignore[assignment]  # closed with it
    return cast(IO[bytes], unzipped)


def _in_utf8(raw: IO[bytes]) -> IO[bytes]:
    """What spreadsheets call « texte Unicode » is UTF-16."""
    head = raw.read(2)
    raw.seek(0)
    return cast(IO[bytes], codecs.EncodedFile(raw, "utf-8", "utf-16", errors="replace")) if head in _UTF16 else raw


def _is_archive(path: Path) -> bool:
    """A workbook is a .zip too, but its own reader opens it."""
    return path.suffix.lower() not in _WORKBOOKS and zipfile.is_zipfile(path)


def _listed(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """Without folders, nor what a Mac adds."""
    return [info for info in archive.infolist() if not info.is_dir() and not _NOT_DATA.search(info.filename)]


def _chosen(archive: zipfile.ZipFile, inside: str) -> list[zipfile.ZipInfo]:
    """Those whose name matches; the only one there is, whatever its name."""
    held = _listed(archive)
    return held if len(held) == 1 else [info for info in held if re.search(inside, info.filename, re.IGNORECASE)]


def members(path: Path) -> list[str]:
    """Names of the files of an archive; of the file itself when it is none."""
    if not _is_archive(path):
        return [path.name]
    with zipfile.ZipFile(path) as archive:
        return [info.filename for info in _listed(archive)]


def _member(path: Path, inside: str) -> IO[bytes]:
    archive = zipfile.ZipFile(path)
    found = _chosen(archive, inside)
    if not found:
        held = ", ".join(info.filename for info in _listed(archive)[:10]) or "rien"
        raise UnableToRead(f"L'archive « {path.name} » ne contient pas le fichier attendu ; elle contient : {held}.")
    try:
        return archive.open(found[0])
    except (RuntimeError, NotImplementedError):
        raise UnableToRead(f"L'archive « {path.name} » est chiffrée ou d'une sorte inconnue : donnez-en le contenu.") from None


def size_of(path: Path, inside: str = "") -> int:
    """Bytes to read, for a progress bar; compressed size for a .gz."""
    if not _is_archive(path):
        return path.stat().st_size
    with zipfile.ZipFile(path) as archive:
        return sum(info.file_size for info in _chosen(archive, inside))


def check_workbook(path: Path) -> None:
    """A workbook is opened whole: one that would fill the memory is refused."""
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            if sum(info.file_size for info in archive.infolist()) > _WHOLE:
                raise _too_large(path)


def read_bytes(path: Path, inside: str = "") -> bytes:
    """Everything; a damaged archive is told as such."""
    found = bytearray()
    try:
        with open_bytes(path, inside) as file:
            while chunk := file.read(1 << 24):
                found += chunk
                if len(found) > _WHOLE:
                    raise _too_large(path)
    except DAMAGED as error:
        raise damaged(path, error) from None
    return bytes(found)


def decoded(raw: bytes) -> str:
    """UTF-8 with or without BOM, else cp1252; one kind of line end."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", errors="replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def text_of(path: Path, inside: str = "") -> str:
    return decoded(read_bytes(path, inside))


def head_of(path: Path, inside: str = "", size: int = 4_096) -> str:
    """The first characters, to tell a layout from another; a character cut at the end is left out."""
    try:
        with open_bytes(path, inside) as file:
            return decoded(file.read(size).rsplit(b"\n", 1)[0])
    except DAMAGED as error:
        raise damaged(path, error) from None


def blocks(file: IO[bytes], path: Path, size: int = 32 << 20) -> Iterator[bytes]:
    """A file as blocks of whole lines, for what does not fit in memory."""
    rest, total = b"", 0
    while chunk := file.read(size):
        total += len(chunk)
        cut = chunk.rfind(b"\n") + 1
        if total > _ALL or (not cut and len(rest) > _LINE):
            raise _too_large(path)
        if not cut:
            rest += chunk
            continue
        yield rest + chunk[:cut]
        rest = chunk[cut:]
    if rest:
        yield rest


def check_room(path: Path, waiting: int) -> None:
    """What is read by objects rather than lines: one that never ends is refused."""
    if waiting > _LINE:
        raise _too_large(path)
