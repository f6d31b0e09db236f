"""Bytes on disk, named by their digest, apart for each CPTS: none can learn that another keeps the same file."""

import hashlib
import re
from pathlib import Path
from typing import IO
from uuid import UUID

from django.conf import settings

from maillage.community.library import drafts

FOLDER = "fichiers"
_CHUNK = 1 << 20
_DIGEST = re.compile(r"[0-9a-f]{64}")


def path_of(community: UUID, sha256: str) -> Path:
    """Outside what the web server shows. ValueError on what is no digest: nothing else becomes a path."""
    if not _DIGEST.fullmatch(sha256):
        raise ValueError("ce qui nomme un fichier gardé est son empreinte SHA-256")
    return home_of(community) / sha256[:2] / sha256


def home_of(community: UUID) -> Path:
    """The folder of one CPTS."""
    return Path(settings.MAILLAGE_DIR) / FOLDER / community.hex


def kept(community: UUID) -> dict[str, Path]:
    """Digest -> place of every file that is kept whole for a CPTS."""
    return {path.name: path for path in home_of(community).glob("??/*") if _DIGEST.fullmatch(path.name) and path.is_file()}


def digest(content: IO[bytes]) -> str:
    """SHA-256; leaves the content at its start."""
    content.seek(0)
    total = hashlib.sha256()
    for chunk in iter(lambda: content.read(_CHUNK), b""):
        total.update(chunk)
    content.seek(0)
    return total.hexdigest()


def keep(community: UUID, sha256: str, content: IO[bytes]) -> None:
    """Writes the bytes whole or not at all; once."""
    place = path_of(community, sha256)
    if place.exists():
        return
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with drafts.written(place) as file:
        for chunk in iter(lambda: content.read(_CHUNK), b""):
            file.write(chunk)


def sweep_drafts(folder: Path) -> int:
    """What processes that died were writing for one CPTS, or for one that is gone; how many."""
    return drafts.swept(folder.glob("??/.*"))


def forget(community: UUID, sha256: str) -> None:
    path_of(community, sha256).unlink(missing_ok=True)
