"""Make, swap and check a warehouse folder: built aside, put in place by one rename, never changed after."""

import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from maillage.opendata.warehouse.schema import (
    MANIFEST,
    TABLES,
    Manifest,
    SourceInfo,
    describe_files,
    digest_of,
    stamp_of,
)
from maillage.opendata.warehouse.start import START


class CorruptWarehouse(RuntimeError):
    """The folder is not a warehouse that can be trusted; the message is a French sentence."""


def swap_in(
    target: Path,
    fill: Callable[[Path], None],
    *,
    built_by: str,
    sources: Sequence[SourceInfo],
    linked: bool = False,
    like: Manifest | None = None,
) -> Manifest:
    """Let `fill` write the tables in a new folder, check it, then rename it over `target`.

    `linked`: `target` is a symbolic link to the folder, renamed atomically under readers; the folder it led to is
    removed one swap later, so that who opened it can finish reading. `like` gives what the manifest says beyond its files.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        fill(aside)
        files = describe_files(aside)
        manifest = Manifest(stamp_of(files), built_by, tuple(sources), files)
        if like is not None:
            manifest = replace(manifest, snapshots=like.snapshots, fictitious=like.fictitious, base=like.base)
        (aside / MANIFEST).write_text(manifest.as_text(), encoding="utf-8")
        verify(aside)
        aside.chmod(0o755)
        (_relink if linked else _replace)(aside, target)
    except BaseException:
        shutil.rmtree(aside, ignore_errors=True)
        raise
    return manifest


def _replace(aside: Path, target: Path) -> None:
    """POSIX has no rename over a full folder: the old one steps aside first, and comes back if the second rename fails."""
    old = Path(f"{aside}-old")
    if target.exists():
        target.rename(old)
    try:
        aside.rename(target)
    except OSError:
        if old.exists():
            old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _relink(aside: Path, target: Path) -> None:
    previous = target.resolve() if target.is_symlink() else None
    generations = [path for path in target.parent.glob(f".{target.name}-*") if path.is_dir() and path not in (aside, previous)]
    link = target.with_name(f".{target.name}.new")
    link.unlink(missing_ok=True)
    link.symlink_to(aside.name, target_is_directory=True)
    if target.is_dir() and not target.is_symlink():
        shutil.rmtree(target)
    link.replace(target)
    for old in generations:
        shutil.rmtree(old, ignore_errors=True)


def read_manifest(folder: Path) -> Manifest:
    """CorruptWarehouse when there is none, or when it does not name every table."""
    try:
        manifest = Manifest.from_text((folder / MANIFEST).read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise CorruptWarehouse(f"Le dossier {folder} n'a pas de manifeste : ce n'est pas un entrepôt complet.") from None
    except (ValueError, KeyError, TypeError, OSError):
        raise CorruptWarehouse(f"Le manifeste du dossier {folder} est illisible.") from None
    missing = {START, *(f"{name}.parquet" for name in TABLES)} - {file.name for file in manifest.files}
    if missing:
        raise CorruptWarehouse(f"L'entrepôt {folder} ne contient pas {', '.join(sorted(missing))}.")
    return manifest


def verify(folder: Path, *, deep: bool = True) -> Manifest:
    """Every file of the manifest is there, with its size and (when `deep`) its digest."""
    manifest = read_manifest(folder)
    for file in manifest.files:
        path = folder / file.name
        if not path.exists() or path.stat().st_size != file.bytes:
            raise CorruptWarehouse(f"{file.name} manque ou n'a pas la taille annoncée dans l'entrepôt {folder}.")
        if deep and digest_of(path) != file.sha256:
            raise CorruptWarehouse(f"{file.name} n'a pas l'empreinte annoncée dans l'entrepôt {folder}.")
    return manifest
