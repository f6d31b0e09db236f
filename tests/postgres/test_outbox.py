"""Mails and files under the role that owns nothing, and two workers at once."""

import io
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.core import mail
from django.db import connection, connections

from maillage.accounts import walls
from maillage.community.communities import actions as communities
from maillage.community.library import actions as library
from maillage.community.outbox import actions, delivery, selectors, transport
from maillage.community.outbox.models import Message, MessageState
from tests.support.files import PDF
from tests.support.mails import OUTBOX
from tests.support.personas import NOW, People


@pytest.fixture
def lowered(who: People, settings: Any) -> Iterator[People]:
    """As the server answers: mails go to the outbox, with the role that owns nothing."""
    settings.EMAIL_BACKEND = OUTBOX
    settings.MAILLAGE_SMTP = {"host": "courrier.exemple.fr"}
    walls.lower_rights()
    yield who
    walls.raise_rights()


def rows() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM outbox_message")
        return int(cursor.fetchone()[0])


def test_mails_of_a_community_are_hidden_from_the_others(lowered: People) -> None:
    with walls.within(lowered.ours):
        communities.invite(lowered.ours, email="zoe@exemple.fr", role="adherent", by=lowered.amina, now=NOW)
        assert rows() == 1
    with walls.within(lowered.theirs):
        assert rows() == 0
    mail.send_mail("Code", "123456", None, ["zoe@exemple.fr"])
    assert len(selectors.search("")) == 2


def test_a_key_of_another_community_is_still_taken(lowered: People) -> None:
    for community, made in ((lowered.ours, True), (lowered.theirs, False)):
        with walls.within(community):
            found = actions.post(to="a@exemple.fr", subject="x", body="x", now=NOW, community=community, key="une-fois")
            assert (found is not None) is made


def test_files_are_kept_under_the_role_of_the_site(lowered: People) -> None:
    with walls.within(lowered.ours):
        file = library.add(lowered.ours, name="a.pdf", size=len(PDF), content=io.BytesIO(PDF), by=lowered.amina, now=NOW)
        library.remove(file, by=lowered.amina, now=NOW)
        assert library.forget_removed(lowered.ours, now=NOW + library.KEPT * 2) == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_send_it_once(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.MAILLAGE_SMTP = {"host": "courrier.exemple.fr"}
    sent: list[Message] = []
    monkeypatch.setattr(transport, "send", sent.append)
    message = actions.post(to="a@exemple.fr", subject="x", body="x", now=NOW)
    assert message is not None
    together = Barrier(4)

    def work() -> MessageState | None:
        try:
            together.wait()
            return delivery.deliver(message.pk, now=NOW)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        done = [future.result() for future in [pool.submit(work) for _ in range(4)]]
    assert sorted(map(str, done)) == ["None", "None", "None", "envoye"]
    assert len(sent) == 1
