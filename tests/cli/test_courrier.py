"""The mails of an instance from the command line: counted, sent, given their attempts back; the worker empties the queue."""

import json
from datetime import timedelta
from typing import Any

import pytest
from click.testing import CliRunner, Result
from django.utils import timezone

from maillage.cli import findings
from maillage.cli.main import maillage
from maillage.community.outbox import actions, delivery, selectors, transport
from maillage.community.outbox.models import Message, MessageState

pytestmark = pytest.mark.django_db(transaction=True)


def run(*words: str) -> Result:
    return CliRunner().invoke(maillage, list(words))


def post(subject: str = "Délai") -> Message:
    made = actions.post(to="denis@exemple.fr", subject=subject, body="Bonjour", now=timezone.now() - timedelta(hours=2))
    assert made is not None
    return made


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch, settings: Any) -> list[Message]:
    settings.MAILLAGE_SMTP = {"host": "courrier.exemple.fr", "username": "", "use_ssl": True, "use_tls": False}
    taken: list[Message] = []
    monkeypatch.setattr(transport, "send", taken.append)
    return taken


@pytest.fixture
def lost(sent: list[Message]) -> Message:
    message = post("Perdu")
    Message._base_manager.filter(pk=message.pk).update(
        state=MessageState.ABANDONNE, attempts=delivery.ATTEMPTS, last_error="Le serveur de courrier ne répond pas."
    )
    return message


def test_states_are_counted_and_the_abandoned_named(lost: Message) -> None:
    post()
    done = run("courrier", "etat")
    assert done.exit_code == 1
    assert "À envoyer : 1" in done.output
    assert f"{lost.pk} · denis@exemple.fr · Perdu : Le serveur" in done.output
    told = json.loads(run("courrier", "etat", "--json").output)
    assert told["etats"] == {"a_envoyer": 1, "envoye": 0, "abandonne": 1}
    assert told["abandonnes"][0]["essais"] == delivery.ATTEMPTS


def test_what_is_due_is_sent(sent: list[Message]) -> None:
    post(), post()
    done = run("courrier", "envoyer")
    assert (done.exit_code, len(sent)) == (0, 2)
    assert "Envoyés : 2." in done.output
    assert run("courrier", "etat").exit_code == 0


def test_without_a_server_nothing_leaves_and_it_is_said(db: None) -> None:
    post()
    done = run("courrier", "envoyer")
    assert done.exit_code == 1
    assert "démonstration" in done.output


def test_the_abandoned_get_their_attempts_back(lost: Message) -> None:
    assert "1 courriel remis à envoyer" in run("courrier", "relancer").output
    again = run("courrier", "relancer", str(lost.pk))
    assert again.exit_code == 1
    assert "n'est pas abandonné" in again.output
    assert run("courrier", "relancer", "xyz").exit_code == 2


def test_the_worker_sends_what_waited_for_it(sent: list[Message], settings: Any) -> None:
    server, settings.MAILLAGE_SMTP = settings.MAILLAGE_SMTP, {}
    waiting = post()
    settings.MAILLAGE_SMTP = server
    done = run("travailleur", "--une-fois")
    assert done.exit_code == 0, done.output
    assert [one.pk for one in sent] == [waiting.pk]
    assert selectors.counts()[MessageState.ENVOYE] == 1


def test_the_check_of_the_deployment_tells_what_does_not_leave(lost: Message) -> None:
    post()
    found = {one.key: one.sentence for one in findings.all_findings()}
    assert found["abandons"].endswith("1.")
    assert found["attente"].endswith("1.")
