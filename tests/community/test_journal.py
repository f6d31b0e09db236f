"""The journal: a chain for each space, whose alteration is found."""

import pytest
from django.db import DatabaseError, connection, transaction

from maillage.accounts import journal
from maillage.accounts.models import JournalEntry
from tests.support.personas import NOW, People


def test_the_chains_hold(who: People) -> None:
    journal.write("connexion", by=who.amina, at=NOW, facteur="mot de passe")
    assert list(journal.breaks()) == []
    assert JournalEntry.objects.get(chain="instance").number == 1


def test_an_unknown_act_is_refused(who: People) -> None:
    with pytest.raises(ValueError, match="n'est pas un acte"):
        journal.write("promenade", by=who.amina, at=NOW)


def test_an_entry_cannot_be_rewritten_in_the_database(who: People) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("on PostgreSQL the role of the site has no right to: see tests/postgres")
    with pytest.raises(DatabaseError, match="ne se modifie pas"), transaction.atomic():
        JournalEntry.objects.filter(number=1).update(action="export")


@pytest.mark.parametrize("harm", ["removed", "rewritten", "last hidden and another put"])
def test_a_broken_link_is_found(who: People, harm: str) -> None:
    chain = str(who.ours.pk)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("DROP TRIGGER accounts_journal_no_update")
    target = JournalEntry.objects.filter(chain=chain, number=2)
    if harm == "removed":
        target.delete()
    elif harm == "rewritten":
        target.update(details={"communes": 99})
    else:
        target.update(digest="0" * 64)
    found = list(journal.breaks())
    assert [(broken.chain, broken.number) for broken in found] == [(chain, 2)]
