"""A journal that somebody cut says so: its tail, its head, a whole chain; by what is kept apart, and by any backup."""

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from django.db import connection

from maillage.accounts import journal
from maillage.accounts.models import JournalAnchor, JournalEntry
from maillage.accounts.walls import outside
from maillage.cli.main import maillage
from tests.support.personas import NOW, People, people

pytestmark = pytest.mark.django_db(transaction=True)


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(maillage, [str(word) for word in words])


@pytest.fixture
def who(tmp_path: Path, settings: Any) -> People:
    settings.MAILLAGE_DIR = tmp_path / "instance"
    return people()


def cut(chain: object, *, after: int = 0) -> None:
    with outside("a test harms the journal"):
        assert JournalEntry.objects.filter(chain=str(chain), number__gt=after).delete()[0]


def sentence(chain: object) -> str:
    with outside("a test reads every chain"):
        return {found.chain: found.sentence for found in journal.breaks()}.get(str(chain), "")


def test_a_whole_journal_has_no_break(who: People) -> None:
    with outside("a test reads every chain"):
        assert journal.anchors()[str(who.ours.pk)][0] == JournalEntry.objects.filter(chain=str(who.ours.pk)).count() > 2
        assert list(journal.breaks()) == []


def test_a_cut_tail_is_seen(who: People) -> None:
    held = journal.anchors()[str(who.ours.pk)][0]
    cut(who.ours.pk, after=1)
    assert sentence(who.ours.pk) == f"sa fin manque : 1 entrées sur {held}"
    done = run("journal", "verifier")
    assert done.exit_code == 1
    assert str(who.ours.pk) in done.output


def test_a_missing_chain_is_seen(who: People) -> None:
    cut(who.ours.pk)
    assert sentence(who.ours.pk) == "la chaîne entière manque"
    assert run("journal", "verifier").exit_code == 1


def test_a_tail_cut_then_written_again_is_seen_by_a_backup(who: People, tmp_path: Path) -> None:
    """Whoever holds the database rewrites entries and anchor: the backup of another day still says what was there."""
    assert run("sauvegarder", tmp_path / "hier.zip").exit_code == 0
    assert run("journal", "verifier", "--sauvegarde", tmp_path / "hier.zip").exit_code == 0
    cut(who.ours.pk, after=1)
    JournalAnchor.objects.filter(pk=str(who.ours.pk)).delete()
    for _ in range(5):
        journal.write("export", by=who.amina, at=NOW, chain=who.ours.pk)
    assert run("journal", "verifier").exit_code == 0
    done = run("journal", "verifier", "--sauvegarde", tmp_path / "hier.zip")
    assert done.exit_code == 1
    assert "n'est plus celle que la sauvegarde avait vue" in done.output


def test_a_lost_anchor_is_seen(who: People) -> None:
    JournalAnchor.objects.filter(pk=str(who.ours.pk)).delete()
    assert "ancre" in sentence(who.ours.pk)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="the role of the site is of PostgreSQL")
def test_the_site_removes_no_anchor(who: People) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_table_privilege('maillage_app', 'accounts_journalanchor', 'DELETE')")
        assert cursor.fetchone() == (False,)
