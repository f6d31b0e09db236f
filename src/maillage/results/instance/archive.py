"""The archive of an instance: a ZIP whose manifest names each member with its digest; it is read whole before it is believed."""

import hashlib
import json
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Any

from django.db.migrations.loader import MigrationLoader

FORMAT, OF_A_CPTS, VERSION = "maillage-sauvegarde", "maillage-cpts", 1
_NAMES = {FORMAT: "une sauvegarde de Maillage", OF_A_CPTS: "l'export d'une CPTS"}
MANIFEST = "manifeste.json"
CHUNK = 1 << 20
_MOST_MANIFEST, _MOST_FOLDED = 64 * CHUNK, 200
"""Bytes of a manifest; how many times its packed size a large member may unfold to: our tables come under fifty."""
_NOT_WHOLE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)


class UnableToRead(ValueError):
    """The file is not a whole and honest archive of this version; the message is a French sentence."""


@dataclass(frozen=True, slots=True)
class Archive:
    """An archive that was read from end to end and holds."""

    path: Path
    manifest: Mapping[str, Any]

    @property
    def digest(self) -> str:
        return str(self.manifest["empreinte"])

    def names(self, folder: str) -> list[str]:
        return [name for name in self.manifest["membres"] if name.startswith(f"{folder}/")]

    def lines(self, name: str) -> Iterator[str]:
        with zipfile.ZipFile(self.path) as opened, opened.open(name) as member:
            for line in member:
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
    if manifest.get("version") != VERSION or manifest.get("migrations") != migrations():
        raise UnableToRead(
            f"« {name} » vient de Maillage {manifest.get('maillage', '?')}, dont les tables ne sont pas celles de cette version : "
            "relisez-la avec la version qui l'a faite, puis mettez à jour."
        )
    if not isinstance(manifest.get("membres"), dict) or not isinstance(manifest.get("empreinte"), str):
        raise UnableToRead(f"« {name} » est altéré : son manifeste est incomplet.")
    return manifest


def _check_members(opened: zipfile.ZipFile, told: Mapping[str, Any]) -> None:
    held = [info.filename for info in opened.infolist() if info.filename != MANIFEST]
    if len(held) != len(set(held)) or set(held) != told.keys():
        raise UnableToRead("L'archive est altérée : elle ne contient pas exactement ce que dit son manifeste.")
    for name, digest in told.items():
        parts = PurePosixPath(name).parts
        if ".." in parts or PurePosixPath(name).is_absolute() or "\\" in name:
            raise UnableToRead(f"L'archive est altérée : « {name} » sort de son dossier.")
        info = opened.getinfo(name)
        if info.file_size > max(_MOST_MANIFEST, _MOST_FOLDED * info.compress_size):
            raise UnableToRead(f"« {name} », une fois déplié, serait démesuré : cette archive n'a pas été faite par Maillage.")
        with opened.open(name) as member:
            if _digest(member) != digest:
                raise UnableToRead(f"L'archive est altérée : « {name} » n'a pas l'empreinte que dit le manifeste.")


def _digest(member: IO[bytes]) -> str:
    total = hashlib.sha256()
    while chunk := member.read(CHUNK):
        total.update(chunk)
    return total.hexdigest()
