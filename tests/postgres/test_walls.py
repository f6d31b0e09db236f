"""Row-level security: even a query that forgets its community meets a wall."""

from collections.abc import Iterator

import pytest
from django.db import DatabaseError, connection, transaction

from maillage.accounts import journal, walls
from maillage.accounts.models import JournalEntry
from maillage.community.communities.models import Perimeter
from tests.support.personas import NOW, People, signed_in


@pytest.fixture
def lowered(who: People) -> Iterator[People]:
    """As the server answers: with the role that owns nothing."""
    walls.lower_rights()
    yield who
    walls.raise_rights()


def rows(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT count(*) FROM "{table}"')
        return int(cursor.fetchone()[0])


def test_each_walled_table_has_its_policy(who: People) -> None:
    tables = {model._meta.db_table for model in walls.walled_models()}
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity")
        secured = {name for (name,) in cursor.fetchall()}
    assert len(tables) > 10
    assert tables <= secured


def test_the_role_of_the_site_owns_nothing(lowered: People) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone()[0] == walls.ROLE
        cursor.execute("SELECT count(*) FROM pg_tables WHERE tableowner = current_user")
        assert cursor.fetchone()[0] == 0


def test_a_query_in_raw_sql_sees_its_community_only(lowered: People) -> None:
    assert rows("communities_perimeter") == 0
    with walls.within(lowered.ours):
        assert rows("communities_perimeter") == 1
    with walls.within(lowered.ours, lowered.theirs):
        assert rows("communities_perimeter") == 2
    assert rows("communities_perimeter") == 0


def test_a_row_cannot_be_written_for_another_community(lowered: People) -> None:
    with walls.within(lowered.ours):
        mine = Perimeter.objects.get()
        mine.pk, mine.community_id, mine.number = None, lowered.theirs.pk, 9
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            mine.save(force_insert=True)


def test_stepping_out_is_possible_and_ends(lowered: People) -> None:
    with walls.outside("a test"):
        assert rows("communities_perimeter") == 2
    assert rows("communities_perimeter") == 0


def chains() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT chain FROM accounts_journalentry")
        return {name for (name,) in cursor.fetchall()}


def test_a_journal_is_read_in_its_own_walls_only(lowered: People) -> None:
    ours, ars = str(lowered.ours.pk), str(lowered.ars.pk)
    assert chains() == set()
    with walls.within(lowered.ours):
        assert chains() == {ours}
        with walls.chain(lowered.ars.pk):
            assert chains() == {ours, ars}
        assert chains() == {ours}
    with walls.outside("a test"):
        assert {ours, ars, str(lowered.theirs.pk)} <= chains()
        assert list(journal.breaks()) == []


def test_each_chain_goes_on_whatever_is_open(lowered: People) -> None:
    with walls.within(lowered.theirs):
        for chain in (lowered.ours.pk, lowered.ars.pk, journal.INSTANCE, lowered.theirs.pk):
            journal.write("export", by=lowered.chloe, at=NOW, chain=chain)
        assert chains() == {str(lowered.theirs.pk)}
    with walls.outside("a test"):
        assert list(journal.breaks()) == []


def test_the_journal_is_append_only(lowered: People) -> None:
    with walls.within(lowered.ours):
        for order in (
            "UPDATE accounts_journalentry SET action = 'export'",
            "DELETE FROM accounts_journalentry",
            "INSERT INTO accounts_journalseal SELECT chain, number, digest, at FROM accounts_journalentry",
        ):
            with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(order)
        forged = JournalEntry.objects.first()
        assert forged
        forged.pk, forged.chain = None, str(lowered.theirs.pk)
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            forged.save(force_insert=True)


def test_each_space_reads_its_journal(lowered: People) -> None:
    ours = signed_in(lowered.amina).get(f"/c/{lowered.ours.slug}/reglages/journal/").content.decode()
    assert "CPTS créée" in ours
    for end in ("journal/", "journal.csv"):
        assert "Rôle donné" in signed_in(lowered.esther).get(f"/institution/ars-occitanie/reglages/{end}").content.decode()
