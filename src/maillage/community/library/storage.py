"""Bytes named by their digest, apart for each CPTS: none can learn that another keeps the same file."""

import hashlib
import re
from typing import IO
from uuid import UUID

from maillage.community.library.shelf import CHUNK, FOLDER, shelf

_DIGEST = re.compile(r"[0-9a-f]{64}")


class Altered(ValueError):
    """The bytes are no longer those that their name says."""


def name_of(community: UUID, sha256: str) -> str:
    """Where the shelf of the instance has it. ValueError on what is no digest: nothing else becomes a path."""
    if not _DIGEST.fullmatch(sha256):
        raise ValueError("ce qui nomme un fichier gardé est son empreinte SHA-256")
    return f"{home_of(community)}/{sha256[:2]}/{sha256}"


def home_of(community: UUID) -> str:
    """The folder of one CPTS."""
    return f"{FOLDER}/{community.hex}"


def kept(community: UUID) -> set[str]:
    """Digest of every file that is kept for a CPTS."""
    found = {name.rpartition("/")[2] for name in shelf().names(home_of(community))}
    return {one for one in found if _DIGEST.fullmatch(one)}


def digest(content: IO[bytes]) -> str:
    """SHA-256; leaves the content at its start."""
    content.seek(0)
    total = hashlib.sha256()
    for chunk in iter(lambda: content.read(CHUNK), b""):
        total.update(chunk)
    content.seek(0)
    return total.hexdigest()


def holds(community: UUID, sha256: str) -> bool:
    return shelf().holds(name_of(community, sha256))


def opened(community: UUID, sha256: str) -> IO[bytes]:
    """The bytes, once they were read whole and compared. FileNotFoundError, Altered."""
    content = shelf().open(name_of(community, sha256))
    if digest(content) != sha256:
        content.close()
        raise Altered("le contenu n'est plus celui qui a été déposé")
    return content


def keep(community: UUID, sha256: str, content: IO[bytes]) -> None:
    """Writes the bytes whole or not at all; once."""
    if not holds(community, sha256):
        shelf().put(name_of(community, sha256), content)


def forget(community: UUID, sha256: str) -> None:
    shelf().remove(name_of(community, sha256))


def forget_all(community: UUID) -> None:
    """Every file of a CPTS that is not, or is no longer, in this instance."""
    shelf().clear(home_of(community))
