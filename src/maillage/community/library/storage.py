"""Bytes on disk, named by their digest, apart for each CPTS: none can learn that another keeps the same file."""

import hashlib
import os
import tempfile
from pathlib import Path
from typing import IO
from uuid import UUID

from django.conf import settings

FOLDER = "fichiers"
_CHUNK = 1 << 20


def path_of(community: UUID, sha256: str) -> Path:
    """Outside what the web server shows."""
    return Path(settings.MAILLAGE_DIR) / FOLDER / community.hex / sha256[:2] / sha256


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
    handle, draft = tempfile.mkstemp(dir=place.parent, prefix=".")
    try:
        with os.fdopen(handle, "wb") as file:
            for chunk in iter(lambda: content.read(_CHUNK), b""):
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        Path(draft).replace(place)
    finally:
        Path(draft).unlink(missing_ok=True)


def forget(community: UUID, sha256: str) -> None:
    path_of(community, sha256).unlink(missing_ok=True)
