"""Bytes and rows: what is lost or altered is told, what nobody names is swept, and a process that dies leaves no half state."""

import hashlib
import importlib
import io
import subprocess
import sys
import time
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from click.testing import CliRunner

from maillage.accounts.models import User
from maillage.accounts.walls import outside, within
from maillage.cli.findings import all_findings
from maillage.cli.main import maillage
from maillage.community.communities.models import Community
from maillage.community.library import actions as library
from maillage.community.library import drafts, storage
from maillage.community.library.models import File
from maillage.community.library.shelf import shelf
from maillage.results.instance import UnableToRestore, open_archive, restore, save
from tests.support.files import PDF
from tests.support.objects import alter, put, read
from tests.support.personas import NOW, people

pytestmark = pytest.mark.django_db(transaction=True)
DIGEST = hashlib.sha256(PDF).hexdigest()


@pytest.fixture
def home(tmp_path: Path, settings: Any) -> Path:
    settings.MAILLAGE_DIR = tmp_path / "instance"
    return tmp_path / "instance"


def deposit() -> UUID:
    """The CPTS of the one file of an instance."""
    who = people()
    with within(who.ours):
        library.add(who.ours, name="Statuts.pdf", size=len(PDF), content=io.BytesIO(PDF), by=who.amina, now=NOW)
    key: UUID = who.ours.pk
    return key


@pytest.fixture
def deposited(home: Path, on_both_shelves: None) -> UUID:
    return deposit()


@pytest.mark.parametrize("altered", [False, True])
def test_lost_or_altered_bytes_are_told_by_every_verb(deposited: UUID, tmp_path: Path, altered: bool) -> None:
    if altered:
        alter(deposited, DIGEST)
    else:
        storage.forget(deposited, DIGEST)
    for words in (["fichiers", "verifier"], ["sauvegarder", str(tmp_path / "tout.zip")]):
        done = CliRunner().invoke(maillage, words)
        assert done.exit_code == 1
        assert "« Statuts.pdf » (CPTS du Pays de Foix)" in done.output
    found = {one.key: one.state for one in all_findings()}
    assert found["fichiers"] == ("ok" if altered else "grave")
    assert (tmp_path / "tout.zip").exists()


def test_bytes_that_nobody_names_are_swept_and_no_other(deposited: UUID, home: Path) -> None:
    alter(deposited, "ff" * 32)
    done = CliRunner().invoke(maillage, ["fichiers", "balayer"])
    assert "1\xa0fichier" in done.output
    assert storage.kept(deposited) == {DIGEST}
    assert read(deposited, DIGEST) == PDF


def test_bytes_of_no_cpts_are_swept_after_a_day(deposited: UUID, monkeypatch: pytest.MonkeyPatch) -> None:
    """An import writes its files before its rows can be seen."""
    coming = uuid4()
    alter(coming, "ff" * 32)
    put("fichiers/autre/chose", b"x")
    assert "0\xa0fichier" in CliRunner().invoke(maillage, ["fichiers", "balayer"]).output
    assert storage.kept(coming)
    now = time.time()
    monkeypatch.setattr("maillage.results.instance.deposited.time.time", lambda: now + 25 * 3_600)
    assert "1\xa0fichier" in CliRunner().invoke(maillage, ["fichiers", "balayer"]).output
    assert not storage.kept(coming)
    assert shelf().holds("fichiers/autre/chose")
    assert read(deposited, DIGEST) == PDF


def test_a_restoration_that_dies_leaves_every_row_with_its_bytes(
    deposited: UUID, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed before the rows are there, then after: the bytes of before, then those of the archive, are whole."""
    save(tmp_path / "tout.zip", now=NOW)
    other = b"%PDF-1.7 second"
    with within(Community.objects.get(name="CPTS du Pays de Foix")):
        ours = Community.objects.get(name="CPTS du Pays de Foix")
        added = library.add(
            ours, name="Autre.pdf", size=len(other), content=io.BytesIO(other), by=User.objects.get(name="Amina Essai"), now=NOW
        )

    class Killed(BaseException):
        pass

    def die(*_: object) -> None:
        raise Killed

    for moment, held in (("_insert", 2), ("_drop", 1)):
        with monkeypatch.context() as patched:
            module = "placing" if moment == "_drop" else "restore"
            patched.setattr(importlib.import_module(f"maillage.results.instance.{module}"), moment, die)
            with pytest.raises(Killed):
                restore(open_archive(tmp_path / "tout.zip"), replace=True)
        with outside("a test"):
            rows = list(File._base_manager.all())
        assert len(rows) == held
        assert all(storage.holds(row.community_id, row.sha256) for row in rows)
    assert storage.holds(ours.pk, added.sha256)
    assert restore(open_archive(tmp_path / "tout.zip"), replace=True)
    assert not storage.holds(ours.pk, added.sha256)
    assert not list(home.glob(".*"))


def test_a_restoration_that_stops_once_the_rows_are_there_does_not_say_that_nothing_changed(
    deposited: UUID, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(tmp_path / "tout.zip", now=NOW)

    def stop(*_: object) -> None:
        raise OSError("le stockage ne répond pas")

    with monkeypatch.context() as patched:
        patched.setattr("maillage.results.instance.placing._drop", stop)
        with pytest.raises(UnableToRestore, match=r"sont en place, mais .* ne répond pas"):
            restore(open_archive(tmp_path / "tout.zip"), replace=True)
    assert read(deposited, DIGEST) == PDF
    assert restore(open_archive(tmp_path / "tout.zip"), replace=True)


@pytest.mark.usefixtures("on_both_shelves")
def test_the_same_bytes_in_two_cpts_are_two_files(home: Path) -> None:
    """An institution has the walls of several CPTS open: what it joins for one never is a file of another."""
    who = people()
    with within(who.ours, who.theirs):
        one, other = (
            library.add(of, name="Contrat.pdf", size=len(PDF), content=io.BytesIO(PDF), by=who.esther, now=NOW)
            for of in (who.ours, who.theirs)
        )
        assert (one.community_id, other.community_id) == (who.ours.pk, who.theirs.pk)
        library.remove(one, by=who.amina, now=NOW)
        assert library.forget_removed(who.ours, now=NOW + library.KEPT * 2) == 1
    assert not storage.holds(who.ours.pk, DIGEST)
    assert storage.holds(who.theirs.pk, DIGEST)


_KILLED = """
import sys, time
from pathlib import Path
from maillage.community.library import drafts
with drafts.written(Path(sys.argv[1])) as file:
    file.write(b"x" * 1000)
    file.flush()
    print("écrit", flush=True)
    time.sleep(60)
"""


def test_what_a_killed_process_was_writing_is_swept_at_once_and_nothing_before(home: Path) -> None:
    """A draft that is being written stays, however often one sweeps."""
    community = deposit()
    folder = home / "fichiers" / community.hex / DIGEST[:2]
    with subprocess.Popen([sys.executable, "-c", _KILLED, str(folder / "autre")], stdout=subprocess.PIPE) as writer:
        assert writer.stdout
        assert writer.stdout.readline()
        time.sleep(drafts._JUST_MADE)
        assert "0\xa0fichier" in CliRunner().invoke(maillage, ["fichiers", "balayer"]).output
        assert len(list(folder.glob(".*"))) == 1
        writer.kill()
    assert "1\xa0fichier" in CliRunner().invoke(maillage, ["fichiers", "balayer"]).output
    assert not list(folder.glob(".*"))
    assert read(community, DIGEST) == PDF
