"""The archive of an instance: a ZIP whose manifest names each member with its digest; it is read whole before it is believed."""

import hashlib
import json
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from django.db.migrations.loader import MigrationLoader

FORMAT, OF_A_CPTS, VERSION = "maillage-sauvegarde", "maillage-cpts", 1
_NAMES = {FORMAT: "une sauvegarde de Maillage", OF_A_CPTS: "l'export d'une CPTS"}
MANIFEST = "manifeste.json"
CHUNK = 1 << 20
MOST_LINE = 32 * CHUNK
"""Bytes of one row: a frozen copy, the largest, comes under two million."""
_MOST_MANIFEST, _MOST_FOLDED, _MOST_MEMBERS = 64 * CHUNK, 200, 500_000
"""Bytes of a manifest; how many times its packed size a large member, or the whole, may unfold to: our tables come under
fifty; members of an archive."""
_MOST_UNFOLDED = 512 * CHUNK
"""Bytes that any archive may unfold to, however small it is packed."""
_LINK = 0o120000
_NOT_WHOLE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)


class UnableToRead(ValueError):
    """The file is not a whole and honest archive of this version; the message is a French sentence."""


@dataclass(frozen=True, slots=True)
class Archive:
    """An archive that was read from end to end and holds."""

    path: Path
    manifest: Mapping[str, Any]
    unfolded: Path | None = None
    """Where the tables of an older archive are, once they are those of this version (`upgrade`)."""

    @property
    def digest(self) -> str:
        return str(self.manifest["empreinte"])

    def names(self, folder: str) -> list[str]:
        return [name for name in self.manifest["membres"] if name.startswith(f"{folder}/")]

    def lines(self, name: str) -> Iterator[str]:
        if self.unfolded and (self.unfolded / name).is_file():
            with (self.unfolded / name).open(encoding="utf-8", newline="\n") as file:
                yield from file
            return
        with zipfile.ZipFile(self.path) as opened, opened.open(name) as member:
            while line := member.readline(MOST_LINE + 2):
                yield line.decode("utf-8")


def digest_of(members: Mapping[str, str]) -> str:
    """One digest for all members."""
    return hashlib.sha256("\n".join(f"{name} {digest}" for name, digest in sorted(members.items())).encode()).hexdigest()


def migrations() -> list[str]:
    """« app.0001_initial » of every migration that this version knows: the form of its tables."""
    return sorted(f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations)


def read(path: Path, *, form: str = FORMAT) -> Archive:
    """Reads every member and compares it with the manifest; UnableToRead at the first that does not hold."""
    try:
        with zipfile.ZipFile(path) as opened:
            manifest = _manifest(opened, form)
            _check_members(opened, manifest["membres"])
    except _NOT_WHOLE as error:
        raise UnableToRead(f"« {path.name} » est tronqué ou altéré, ou n'est pas {_NAMES[form]}.") from error
    except OSError as error:
        raise UnableToRead(f"« {path} » ne peut pas être lu ({error.strerror}).") from error
    return Archive(path, manifest)


def _manifest(opened: zipfile.ZipFile, form: str) -> dict[str, Any]:
    name = Path(opened.filename or "").name
    try:
        with opened.open(MANIFEST) as member:
            manifest = json.loads(member.read(_MOST_MANIFEST))
    except (KeyError, ValueError) as error:
        raise UnableToRead(f"« {name} » n'est pas {_NAMES[form]} : il n'a pas de manifeste.") from error
    if not isinstance(manifest, dict) or manifest.get("format") != form:
        raise UnableToRead(f"« {name} » n'est pas {_NAMES[form]}.")
    if manifest.get("version") != VERSION or not _is_known(manifest.get("migrations")):
        raise UnableToRead(
            f"« {name} » vient de Maillage {manifest.get('maillage', '?')}, dont les tables ne sont pas celles de cette version, "
            "ni d'une version antérieure : mettez d'abord à jour cette instance."
        )
    if not isinstance(manifest.get("membres"), dict) or not isinstance(manifest.get("empreinte"), str):
        raise UnableToRead(f"« {name} » est altéré : son manifeste est incomplet.")
    return manifest


def _is_known(told: Any) -> bool:
    """Whether the tables of an archive are those of this version, or of one before it."""
    return (
        isinstance(told, list) and bool(told) and all(isinstance(one, str) for one in told) and set(told) <= set(migrations())
    )


def manifest_of(path: Path) -> dict[str, Any]:
    """The manifest of an archive that was read already."""
    with zipfile.ZipFile(path) as opened, opened.open(MANIFEST) as member:
        found: dict[str, Any] = json.loads(member.read(_MOST_MANIFEST))
    return found


def _check_members(opened: zipfile.ZipFile, told: Mapping[str, Any]) -> None:
    held = [info.filename for info in opened.infolist() if info.filename != MANIFEST]
    if len(held) != len(set(held)) or set(held) != told.keys():
        raise UnableToRead("L'archive est altérée : elle ne contient pas exactement ce que dit son manifeste.")
    _check_size(opened)
    for name, digest in told.items():
        info = opened.getinfo(name)
        if not _is_confined(info):
            raise UnableToRead(f"L'archive est altérée : « {_shown(name)} » sort de son dossier.")
        if info.file_size > max(_MOST_MANIFEST, _MOST_FOLDED * info.compress_size):
            raise UnableToRead(
                f"« {_shown(name)} », une fois déplié, serait démesuré : cette archive n'a pas été faite par Maillage."
            )
        with opened.open(name) as member:
            if _digest(member) != digest:
                raise UnableToRead(f"L'archive est altérée : « {_shown(name)} » n'a pas l'empreinte que dit le manifeste.")


def _check_size(opened: zipfile.ZipFile) -> None:
    """The whole, by what it weighs on the disk: members that share the same packed bytes are counted each time they unfold."""
    packed = Path(opened.filename or "").stat().st_size
    infos = opened.infolist()
    if len(infos) > _MOST_MEMBERS or sum(info.file_size for info in infos) > max(_MOST_UNFOLDED, _MOST_FOLDED * packed):
        raise UnableToRead("Une fois dépliée, l'archive serait démesurée : elle n'a pas été faite par Maillage.")


def _is_confined(info: zipfile.ZipInfo) -> bool:
    """A plain file under its folder: no link, no way up, no place of another system."""
    parts = info.filename.split("/")
    is_link = (info.external_attr >> 16) & 0o170000 == _LINK
    odd = any(part in ("", ".", "..") for part in parts) or any(sign in info.filename for sign in "\\:\0\n\r")
    return not is_link and not odd and len(info.filename) <= 300


def _shown(name: str) -> str:
    return "".join(sign for sign in name if sign.isprintable())[:80]


def _digest(member: IO[bytes]) -> str:
    total = hashlib.sha256()
    while chunk := member.read(CHUNK):
        total.update(chunk)
    return total.hexdigest()
