"""A perimeters file that a visitor sends: read for the time of a report, never kept."""

import io
import tempfile
import zipfile
from datetime import date
from pathlib import Path

from maillage.results import couverture
from maillage.results.couverture import Coverage, UnableToRead

_WORKBOOKS = (".xlsx", ".ods", ".xlsm")
_ZIP, _GZIP, _OLD_EXCEL = b"PK\x03\x04", b"\x1f\x8b", b"\xd0\xcf\x11\xe0"
_MAX_UNZIPPED = 60_000_000


def read_sent(name: str, content: bytes, *, today: date) -> Coverage:
    """What a list or polygons claim; UnableToRead with a sentence when they are neither, or name no commune."""
    shown = Path(name).name[:80] or "fichier"
    if not content.strip():
        raise UnableToRead(f"« {shown} » est vide : choisissez la liste code_commune;cpts[;stade;date].")
    suffix = _suffix(shown, content)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"{Path(shown).stem or 'fichier'}{suffix}")
        path.write_bytes(content)
        coverage = couverture.read_file(path, today=today)
    if not coverage.claims.entries:
        raise UnableToRead(f"« {shown} » n'a que ses titres de colonnes : ajoutez une ligne par commune.")
    return coverage


def _suffix(name: str, content: bytes) -> str:
    """Told by the content; the name only tells workbooks from one another."""
    own = Path(name).suffix.lower()
    if content.startswith(_ZIP):
        if own not in _WORKBOOKS or _unzipped(name, content) > _MAX_UNZIPPED:
            raise UnableToRead(f"« {name} » est une archive ou un classeur trop grand : donnez un CSV, un XLSX ou un GeoJSON.")
        return own
    if content.startswith((_GZIP, _OLD_EXCEL)) or own in _WORKBOOKS:
        raise UnableToRead(f"« {name} » n'est pas un classeur récent : enregistrez-le en XLSX, en ODS ou en CSV.")
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return ".geojson"
    if b"\0" in content[:4096] and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnableToRead(f"« {name} » n'est pas un texte : donnez un CSV, un XLSX ou un GeoJSON.")
    return ".csv"


def _unzipped(name: str, content: bytes) -> int:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return sum(member.file_size for member in archive.infolist())
    except zipfile.BadZipFile:
        raise UnableToRead(f"« {name} » est abîmé : enregistrez-le à nouveau, puis renvoyez-le.") from None
