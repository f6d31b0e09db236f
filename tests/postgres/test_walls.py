"""Row-level security: even a query that forgets its community meets a wall."""

from collections.abc import Iterator

import pytest
from django.db import DatabaseError, connection, transaction

from maillage.accounts import walls
from maillage.accounts.models import JournalEntry
from maillage.community.communities.models import Perimeter
from tests.support.personas import People


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


def test_the_journal_is_append_only(lowered: People) -> None:
    for order in ("UPDATE accounts_journalentry SET action = 'export'", "DELETE FROM accounts_journalentry"):
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(order)
    assert JournalEntry.objects.exists()
