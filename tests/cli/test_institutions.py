"""What the host runs each day for the institutions."""

from datetime import timedelta

import pytest
from click.testing import CliRunner, Result
from django.core import mail

from maillage.accounts import clock
from maillage.accounts.walls import within
from maillage.cli.main import maillage
from maillage.community.filing import actions
from maillage.community.filing.models import TransmissionKind
from maillage.institutions import alerts
from tests.support.personas import NOW, TODAY, People


@pytest.fixture(autouse=True)
def half(who: People, monkeypatch: pytest.MonkeyPatch) -> None:
    """Eight of the fifteen days of a first contact went by."""
    with within(who.ours):
        actions.transmit(who.ours, kind=TransmissionKind.CONTACT, content={}, sent_on=TODAY, by=who.amina, now=NOW)
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=8))


def run() -> Result:
    return CliRunner().invoke(maillage, ["institutions", "alertes"])


def test_alerts_leave_once() -> None:
    assert "2\N{NO-BREAK SPACE}courriels envoyés." in run().stdout
    assert len(mail.outbox) == 2
    assert "0\N{NO-BREAK SPACE}courriel envoyé." in run().stdout
    assert len(mail.outbox) == 2


def test_a_mail_that_did_not_leave_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def down(*_: object, **__: object) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr(alerts, "send_mail", down)
    done = run()
    assert done.exit_code == 1
    assert "Le courriel de ARS Occitanie n'est pas parti" in done.stderr
