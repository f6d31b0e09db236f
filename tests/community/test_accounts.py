"""Accounts under the pages: links, second factors kept encrypted, retention of the journal, erasure."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from cryptography.fernet import InvalidToken
from django.core import mail
from django.db import connection
from pytest_django import Settings

from maillage.accounts import invitations, journal, people, retention
from maillage.accounts.invitations import InvitationRefused, Link
from maillage.accounts.links import absolute
from maillage.accounts.models import JournalEntry, JournalSeal
from maillage.accounts.refusals import UnableToSave
from maillage.accounts.roles import CPTS
from maillage.accounts.walls import within
from maillage.community.communities import actions as communities
from maillage.community.communities import selectors
from maillage.institutions import actions as institutions
from maillage.institutions import invited
from tests.support.personas import NOW, People


class TestLinks:
    @pytest.mark.parametrize(
        ("url", "hosts", "https", "expected"),
        [
            ("https://cpts.exemple.fr", ["autre.fr"], False, "https://cpts.exemple.fr/compte/"),
            ("", ["*", ".exemple.fr"], True, "https://exemple.fr/compte/"),
            ("", ["*"], False, "http://localhost/compte/"),
        ],
    )
    def test_they_are_whole(self, url: str, hosts: list[str], https: bool, expected: str, settings: Settings) -> None:
        settings.MAILLAGE_URL, settings.ALLOWED_HOSTS, settings.MAILLAGE_HTTPS = url, hosts, https
        assert absolute("/compte/") == expected

    def test_a_signed_link_says_what_it_was_given(self) -> None:
        link = Link(CPTS, uuid4(), uuid4())
        assert invitations.read(invitations.token(link)) == link

    def test_a_link_signed_by_another_instance_is_refused(self, settings: Settings) -> None:
        token = invitations.token(Link(CPTS, uuid4(), uuid4()))
        settings.SECRET_KEY = "une autre clé"
        with pytest.raises(InvitationRefused, match="altéré"):
            invitations.read(token)


class TestInvitations:
    def test_a_role_already_held_is_not_offered(self, who: People) -> None:
        with within(who.ours), pytest.raises(UnableToSave, match="a déjà le rôle « Adhérent »"):
            communities.invite(who.ours, email="BRUNO@exemple.fr", role="adherent", by=who.amina, now=NOW)
        assert mail.outbox == []

    def test_a_role_of_an_institution_is_not_offered_by_a_cpts(self, who: People) -> None:
        with within(who.ours), pytest.raises(UnableToSave, match="n'est pas un rôle de « "):
            communities.invite(who.ours, email="x@exemple.fr", role="agent_ars", by=who.amina, now=NOW)

    def test_a_cpam_does_not_offer_the_role_of_an_ars(self, who: People) -> None:
        with pytest.raises(UnableToSave, match="n'est pas un rôle"):
            institutions.invite(who.cpam, email="x@exemple.fr", role="agent_ars", by=who.denis, now=NOW)

    def test_those_of_another_cpts_are_not_seen(self, who: People) -> None:
        with within(who.ours):
            made = communities.invite(who.ours, email="x@exemple.fr", role="bureau", by=who.amina, now=NOW)
            assert [one.pk for one in selectors.invitations(who.ours)] == [made.pk]
        with within(who.theirs):
            assert list(selectors.invitations(who.theirs)) == []
            assert selectors.invited(who.ours.pk, made.pk) is None

    def test_the_same_form_sent_twice_opens_one_account(self, who: People) -> None:
        with within(who.ours):
            made = communities.invite(who.ours, email="x@exemple.fr", role="bureau", by=who.amina, now=NOW)
        found = invited.find(invitations.token(Link(CPTS, who.ours.pk, made.pk)), now=NOW)
        person = invited.join(found, name="Xavier", password="une longue phrase", now=NOW)
        with pytest.raises(InvitationRefused, match="vient de servir"):
            invited.join(found, name="Xavier", password="une longue phrase", now=NOW)
        with within(who.ours):
            assert selectors.roles_of(who.ours, person) == {"bureau"}

    def test_an_invitation_withdrawn_meanwhile_opens_no_account(self, who: People) -> None:
        with within(who.ours):
            made = communities.invite(who.ours, email="x@exemple.fr", role="bureau", by=who.amina, now=NOW)
        found = invited.find(invitations.token(Link(CPTS, who.ours.pk, made.pk)), now=NOW)
        with within(who.ours):
            communities.withdraw_invitation(made, by=who.amina, now=NOW)
        with pytest.raises(InvitationRefused, match="a été retirée"):
            invited.join(found, name="Xavier", password="une longue phrase", now=NOW)
        assert invitations.person_invited(made) is None


class TestSecondFactor:
    def test_its_secret_is_not_in_the_database(self, who: People) -> None:
        TOTP.activate(who.amina, "JBSWY3DPEHPK3PXP")
        kept = Authenticator.objects.get(user=who.amina).data["secret"]
        assert "JBSWY3DPEHPK3PXP" not in kept
        assert get_adapter().decrypt(kept) == "JBSWY3DPEHPK3PXP"

    def test_another_key_does_not_read_it(self, settings: Settings) -> None:
        kept = get_adapter().encrypt("JBSWY3DPEHPK3PXP")
        settings.SECRET_KEY = "une autre clé"
        with pytest.raises(InvalidToken):
            get_adapter().decrypt(kept)


class TestRetention:
    def test_months_are_counted_from_the_first_of_one(self, settings: Settings) -> None:
        settings.MAILLAGE_JOURNAL_MONTHS = 13
        assert retention.limit(datetime(2026, 1, 31, 15, 4, tzinfo=UTC)) == datetime(2024, 12, 1, tzinfo=UTC)

    def test_old_entries_go_and_the_chain_still_holds(self, who: People) -> None:
        chain = str(who.ours.pk)
        journal.write("export", by=who.amina, at=NOW + timedelta(days=40), chain=chain)
        before = JournalEntry.objects.filter(chain=chain).count()
        removed = retention.purge(before=NOW + timedelta(days=30), now=NOW + timedelta(days=50))
        assert removed > before - 1
        assert JournalSeal.objects.get(chain=chain).number == before - 1
        kept = JournalEntry.objects.filter(chain=chain).order_by("number").values_list("number", "action")
        assert list(kept) == [(before, "export"), (before + 1, "purge")]
        assert list(journal.breaks()) == []

    def test_an_entry_removed_after_the_seal_is_missed(self, who: People) -> None:
        chain = str(who.ours.pk)
        journal.write("export", by=who.amina, at=NOW + timedelta(days=40), chain=chain)
        retention.purge(before=NOW + timedelta(days=30), now=NOW + timedelta(days=50))
        JournalEntry.objects.filter(chain=chain, action="export").delete()
        assert [broken.chain for broken in journal.breaks()] == [chain]

    def test_an_old_entry_behind_a_recent_one_stays(self, who: People) -> None:
        """The clock of a machine may go back: what is removed is the start of the chain, without a hole."""
        journal.write("export", by=who.amina, at=NOW, chain="essai")
        journal.write("export", by=who.amina, at=NOW - timedelta(days=90), chain="essai")
        retention.purge(before=NOW - timedelta(days=30), now=NOW)
        assert JournalEntry.objects.filter(chain="essai").count() == 2

    def test_nothing_old_writes_nothing(self, who: People) -> None:
        assert retention.purge(before=NOW - timedelta(days=1), now=NOW) == 0
        assert not JournalEntry.objects.filter(action="purge").exists()


class TestErasure:
    def test_every_way_in_is_closed(self, who: People) -> None:
        TOTP.activate(who.bruno, "JBSWY3DPEHPK3PXP")
        people.erase(who.bruno, now=NOW)
        assert not Authenticator.objects.filter(user=who.bruno).exists()
        assert who.bruno.erased_at == NOW
        entry = JournalEntry.objects.get(action="personne_effacee")
        assert "bruno" not in str(entry.details)

    def test_the_address_may_serve_again(self, who: People) -> None:
        people.erase(who.bruno, now=NOW)
        people.erase(who.lea, now=NOW)
        again = type(who.bruno).objects.create_user("bruno@exemple.fr", name="Bruno")
        assert again.pk != who.bruno.pk


def test_the_journal_keeps_no_address_nor_name(who: People) -> None:
    with within(who.ours):
        communities.invite(who.ours, email="secret@exemple.fr", role="bureau", by=who.amina, now=NOW)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM accounts_journalentry")
        written = str(cursor.fetchall())
    assert "exemple.fr" not in written
    assert "Amina" not in written
