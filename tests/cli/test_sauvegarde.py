"""Backup and restoration: the same digest comes out, and what is not whole and honest is refused before anything changes."""

import io
import json
import os
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from django.db import connection

from maillage.accounts.models import JournalAnchor, JournalEntry, User
from maillage.accounts.walls import outside, within
from maillage.cli.main import maillage
from maillage.community.communities.models import Community
from maillage.community.drafting import actions as drafting
from maillage.community.drafting.models import TextKind
from maillage.community.library.shelf import Folder, shelf
from maillage.results import instance
from maillage.results.instance import archive
from tests.support.objects import put
from tests.support.personas import NOW, People, people, person, signed_in

pytestmark = pytest.mark.django_db(transaction=True)
BOTH = pytest.mark.usefixtures("on_both_shelves")


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(maillage, [str(word) for word in words])


@pytest.fixture
def home(tmp_path: Path, settings: Any) -> Path:
    """An instance folder of its own, with one deposited file and one imported snapshot."""
    folder = tmp_path / "instance"
    settings.MAILLAGE_DIR = folder
    Folder(folder).put("instantanes/rpps/2026.csv", io.BytesIO(b"ouvert"))
    put("fichiers/ab/abcd", b"statuts")
    return folder


@pytest.fixture
def who(home: Path) -> People:
    found = people()
    with within(found.ours):
        drafting.save_section(
            found.ours, text=TextKind.LETTRE, key="territoire", body="Été à Foix ; 100 %", version=0, by=found.amina, now=NOW
        )
    return found


@pytest.fixture
def saved(who: People, home: Path, tmp_path: Path) -> Path:
    path = tmp_path / "maillage.zip"
    done = run("sauvegarder", path)
    assert done.exit_code == 0, done.output
    assert "La clé secrète n'est pas dans l'archive" in done.output
    return path


@BOTH
def test_a_replaced_instance_has_the_digest_of_the_archive(saved: Path, who: People, home: Path) -> None:
    before = instance.fingerprint()
    with within(who.ours):
        drafting.save_section(
            who.ours, text=TextKind.LETTRE, key="territoire", body="Autre chose", version=1, by=who.amina, now=NOW
        )
    put("fichiers/ab/abcd", b"autre")
    put("fichiers/cd/cdef", b"de trop")
    assert instance.fingerprint().total != before.total
    done = run("restaurer", saved, "--remplacer", "--oui")
    assert done.exit_code == 0, done.output
    assert instance.fingerprint() == before
    assert before.total in done.output
    assert list(shelf().names()) == ["fichiers/ab/abcd"]
    with shelf().open("fichiers/ab/abcd") as content:
        assert content.read() == b"statuts"
    assert (home / "instantanes/rpps/2026.csv").exists()
    assert not list(home.glob(".*"))


def test_browsers_signed_in_do_not_stop_a_replacement(saved: Path, who: People) -> None:
    from allauth.usersessions.models import UserSession

    browser = signed_in(who.amina)
    browser.get("/compte/")
    UserSession.objects.get_or_create(
        session_key=browser.session.session_key, defaults={"user": who.amina, "ip": "192.0.2.1", "user_agent": "essai"}
    )
    done = run("restaurer", saved, "--remplacer", "--oui")
    assert done.exit_code == 0, done.output
    assert browser.get("/compte/").status_code == 302


def test_an_instance_that_holds_something_is_not_replaced_by_mistake(saved: Path) -> None:
    done = run("restaurer", saved)
    assert done.exit_code == 1
    assert "contient déjà des données" in done.output
    assert run("restaurer", saved, "--remplacer").exit_code == 1


def test_new_rows_take_free_numbers_after_a_restoration(saved: Path) -> None:
    from allauth.account.models import EmailAddress

    assert run("restaurer", saved, "--remplacer", "--oui").exit_code == 0
    newcomer = person("Nouvelle")
    for number in range(3):
        EmailAddress.objects.create(user=newcomer, email=f"n{number}@exemple.fr")


def rewritten(path: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """The archive with other members, a ZIP that is whole."""
    with zipfile.ZipFile(path) as opened:
        members = {name: opened.read(name) for name in opened.namelist()}
    change(members)
    other = path.with_name("autre.zip")
    with zipfile.ZipFile(other, "w") as opened:
        for name, content in members.items():
            opened.writestr(name, content)
    return other


def _alter(members: dict[str, bytes]) -> None:
    name = "tables/communities.community.jsonl"
    members[name] = members[name].replace(b"Foix", b"Toul")


def _forge(members: dict[str, bytes]) -> None:
    """A row altered, and the manifest with it: the digest of the whole still tells."""
    import hashlib

    _alter(members)
    manifest = json.loads(members[archive.MANIFEST])
    name = "tables/communities.community.jsonl"
    manifest["membres"][name] = hashlib.sha256(members[name]).hexdigest()
    members[archive.MANIFEST] = json.dumps(manifest).encode()


def _add(members: dict[str, bytes]) -> None:
    members["fichiers/../../intrus"] = b"x"


def _take(members: dict[str, bytes]) -> None:
    del members["fichiers/ab/abcd"]


def _newer(members: dict[str, bytes]) -> None:
    manifest = json.loads(members[archive.MANIFEST])
    manifest["maillage"], manifest["migrations"] = "9.0", [*manifest["migrations"], "communities.0099_demain"]
    members[archive.MANIFEST] = json.dumps(manifest).encode()


def _foreign(members: dict[str, bytes]) -> None:
    members.clear()
    members["photo.txt"] = b"vacances"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (_alter, "n'a pas l'empreinte"),
        (_forge, "n'a pas l'empreinte"),
        (_add, "ne contient pas exactement"),
        (_take, "ne contient pas exactement"),
        (_newer, "vient de Maillage 9.0"),
        (_foreign, "n'est pas une sauvegarde de Maillage"),
    ],
)
@BOTH
def test_an_archive_that_does_not_hold_is_refused_whole(
    saved: Path, home: Path, change: Callable[[dict[str, bytes]], None], sentence: str
) -> None:
    before = instance.fingerprint()
    done = run("restaurer", rewritten(saved, change), "--remplacer", "--oui")
    assert done.exit_code == 1
    assert sentence in done.output
    assert instance.fingerprint() == before
    assert not list(home.glob(".*"))


@pytest.mark.parametrize("share", [0.0, 0.3, 0.99])
def test_a_truncated_archive_is_refused(saved: Path, share: float) -> None:
    content = saved.read_bytes()
    saved.write_bytes(content[: int(len(content) * share)])
    done = run("restaurer", saved, "--remplacer", "--oui")
    assert done.exit_code == 1
    assert "tronqué" in done.output


def test_a_flipped_byte_is_seen_or_changes_nothing(saved: Path) -> None:
    """What is read is all checked; dates and attributes that the ZIP repeats beside it are not read."""
    whole, before, refused = saved.read_bytes(), instance.open_archive(saved).manifest, 0
    places = range(0, len(whole), len(whole) // 40)
    for place in places:
        saved.write_bytes(whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :])
        try:
            assert instance.open_archive(saved).manifest == before
        except instance.UnableToRead:
            refused += 1
    assert refused > len(places) // 2


def test_a_backup_that_cannot_be_written_leaves_nothing(who: People, tmp_path: Path) -> None:
    done = run("sauvegarder", tmp_path / "absent" / "a.zip")
    assert done.exit_code == 1
    assert "La sauvegarde n'est pas faite" in done.output
    assert "absent" in done.output


def test_the_digest_tells_two_instances_apart_and_names_the_table(who: People) -> None:
    before = json.loads(run("empreinte", "--json").output)
    assert before["tables"]["communities_community"]["lignes"] == 2
    Community.objects.filter(pk=who.theirs.pk).update(name="Autre nom")
    after = json.loads(run("empreinte", "--json").output)
    changed = [name for name, part in after["tables"].items() if part != before["tables"][name]]
    assert changed == ["communities_community"]
    assert after["empreinte"] != before["empreinte"]


def test_sessions_do_not_count(who: People) -> None:
    User.objects.filter(pk=who.amina.pk).update(last_login=NOW)
    before = instance.fingerprint().total
    signed_in(who.amina)
    User.objects.filter(pk=who.amina.pk).update(last_login=NOW)
    after = instance.fingerprint()
    assert after.tables.keys().isdisjoint({"django_session", "usersessions_usersession"})
    with outside("a test"):
        JournalEntry.objects.filter(action="connexion").delete()
        JournalAnchor.objects.filter(pk="instance").delete()
    assert instance.fingerprint().total == before


def test_the_journal_is_whole_then_its_first_broken_link_is_told(who: People) -> None:
    done = run("journal", "verifier")
    assert done.exit_code == 0, done.output
    assert "Le journal est intact" in done.output
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER accounts_journal_no_update")
        cursor.execute(
            "UPDATE accounts_journalentry SET action = 'export' WHERE chain = %s AND number IN (2, 3)", [str(who.ours.pk)]
        )
    done = run("journal", "verifier", "--json")
    assert done.exit_code == 1
    told = {row["chaine"]: row["rupture"] for row in json.loads(done.output)["chaines"]}
    assert told[str(who.ours.pk)] == {"numero": 2, "phrase": "l'entrée n° 2 a été modifiée"}
    assert [chain for chain, rupture in told.items() if rupture] == [str(who.ours.pk)]


def test_the_journal_forgets_what_is_old_and_still_holds(who: People, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW + timedelta(days=2_000))
    done = run("journal", "purger")
    assert done.exit_code == 0, done.output
    assert "entrées retirées" in done.output
    assert run("journal", "verifier").exit_code == 0


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the other instance is on SQLite")
def test_a_fresh_instance_is_made_from_the_archive(saved: Path, tmp_path: Path) -> None:
    other = tmp_path / "neuve"
    env = {name: value for name, value in os.environ.items() if not name.startswith("MAILLAGE_") and name != "DATABASE_URL"}
    command = [str(Path(sys.executable).with_name("maillage"))]
    done = subprocess.run(
        [*command, "restaurer", str(saved)],
        env=env | {"MAILLAGE_DIR": str(other)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert instance.fingerprint().total in done.stdout
    rows = sqlite3.connect(other / "maillage.sqlite3").execute("SELECT name FROM communities_community").fetchall()
    assert sorted(rows) == [("CPTS du Comtat",), ("CPTS du Pays de Foix",)]
