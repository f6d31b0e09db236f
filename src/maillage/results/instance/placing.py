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

from maillage.community.library.shelf import Folder, shelf
from maillage.results.instance import digests
from maillage.results.instance.archive import Archive
from maillage.results.instance.backup import SNAPSHOTS
from maillage.results.instance.digests import FILES

_STAGING, _ASIDE = ".restauration", ".avant-restauration"


class Unfinished(Exception):
    """The rows are those of the archive, and the files are not all in order; the message is the reason."""


@contextmanager
def files(found: Archive) -> Iterator[None]:
    """While the rows are put: the files of the archive are there. Then those of before go; if the rows are refused, those that
    came go."""
    home = Path(settings.MAILLAGE_DIR)
    _mend(home)
    staging = home / _STAGING
    staging.mkdir(mode=0o700, parents=True)
    came: list[str] = []
    try:
        with zipfile.ZipFile(found.path) as opened:
            later = [name for name in found.names(FILES) if not _put(opened, name, found, came)]
            for name in [*later, *found.names(SNAPSHOTS)]:
                with opened.open(name) as content:
                    Folder(staging).put(name, content)
        yield
    except BaseException:
        for name in came:
            shelf().remove(name)
        raise
    else:
        try:
            _end(found, later, home, staging)
        except OSError as error:
            raise Unfinished(str(error)) from error
    finally:
        shutil.rmtree(staging, ignore_errors=True)
        shelf().prune()


def _end(found: Archive, later: Iterable[str], home: Path, staging: Path) -> None:
    """The rows are put: what waited for them."""
    for name in later:
        with (staging / name).open("rb") as content:
            shelf().put(name, content)
    _drop(found.names(FILES))
    if found.names(SNAPSHOTS):
        _exchange(home, staging)


def _put(opened: zipfile.ZipFile, name: str, found: Archive, came: list[str]) -> bool:
    """Whether a file of the archive is at its place; False when another holds it: it waits until the rows are put."""
    if not shelf().holds(name):
        came.append(name)
        with opened.open(name) as content:
            shelf().put(name, content)
        return True
    return digests.of_file(name) == found.manifest["membres"][name]


def _drop(kept: Iterable[str]) -> None:
    for name in shelf().names().keys() - set(kept):
        shelf().remove(name)


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
