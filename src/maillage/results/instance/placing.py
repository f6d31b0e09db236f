"""The files of an archive in the instance that it restores: there before the rows that name them, and those of before until then.

Bytes are named by their digest, so those of the archive stand beside those of the instance. A process that dies anywhere leaves
every row with its bytes; what no row names goes at the end, or with `maillage fichiers balayer`.
"""

import shutil
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from maillage.community.library import drafts
from maillage.results.instance import archive, digests
from maillage.results.instance.archive import Archive
from maillage.results.instance.backup import SNAPSHOTS
from maillage.results.instance.digests import FILES

_STAGING, _ASIDE = ".restauration", ".avant-restauration"


@contextmanager
def files(found: Archive) -> Iterator[None]:
    """While the rows are put: the files of the archive are there. Then those of before go; if the rows are refused, those that
    came go."""
    home = Path(settings.MAILLAGE_DIR)
    _mend(home)
    staging = home / _STAGING
    staging.mkdir(mode=0o700)
    came: list[Path] = []
    try:
        with zipfile.ZipFile(found.path) as opened:
            later = [name for name in found.names(FILES) if not _put(opened, name, home / name, found, came)]
            for name in [*later, *found.names(SNAPSHOTS)]:
                _write(opened, name, staging / name)
        yield
    except BaseException:
        for path in came:
            path.unlink(missing_ok=True)
        raise
    else:
        for name in later:
            (home / name).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            (staging / name).replace(home / name)
        _drop(home, set(found.names(FILES)))
        if found.names(SNAPSHOTS):
            _exchange(home, staging)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
        _drop_empty(home / FILES)


def _put(opened: zipfile.ZipFile, name: str, place: Path, found: Archive, came: list[Path]) -> bool:
    """Whether a file of the archive is at its place; False when another holds it: it waits until the rows are put."""
    if not place.exists():
        came.append(place)
        _write(opened, name, place)
        return True
    return digests.of_file(place) == found.manifest["membres"][name]


def _write(opened: zipfile.ZipFile, name: str, place: Path) -> None:
    """Whole, on the disk, or not at all."""
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with drafts.written(place) as file, opened.open(name) as content:
        shutil.copyfileobj(content, file, archive.CHUNK)


def _drop(home: Path, kept: Iterable[str]) -> None:
    for name in digests.files(FILES).keys() - set(kept):
        (home / name).unlink(missing_ok=True)


def _drop_empty(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir() and not any(path.iterdir()):
            path.rmdir()


def _exchange(home: Path, staging: Path) -> None:
    """Open data: no row names it, so one folder takes the place of the other."""
    if (home / SNAPSHOTS).exists():
        (home / SNAPSHOTS).rename(home / _ASIDE)
    (staging / SNAPSHOTS).rename(home / SNAPSHOTS)
    shutil.rmtree(home / _ASIDE, ignore_errors=True)


def _mend(home: Path) -> None:
    """What a restoration that died left: its drafts go, the open data that it had put aside comes back."""
    if (home / _ASIDE).exists():
        if not (home / SNAPSHOTS).exists():
            (home / _ASIDE).rename(home / SNAPSHOTS)
        shutil.rmtree(home / _ASIDE, ignore_errors=True)
    shutil.rmtree(home / _STAGING, ignore_errors=True)
