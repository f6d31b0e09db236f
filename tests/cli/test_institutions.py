"""What the host runs each day for the institutions."""

from datetime import timedelta

import pytest
from click.testing import CliRunner, Result
from django.core import mail
from pytest_django import Settings

from maillage.accounts import clock
from maillage.accounts.walls import within
from maillage.cli.main import maillage
from maillage.community.filing import actions
from maillage.community.filing.models import TransmissionKind
from maillage.institutions.models import Institution
from tests.support.mails import OUTBOX
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


def test_an_address_that_is_none_is_said(settings: Settings) -> None:
    settings.EMAIL_BACKEND = OUTBOX
    Institution.objects.filter(name="ARS Occitanie").update(email="ars.occitanie")
    done = run()
    assert done.exit_code == 1
    assert "ARS Occitanie : « ars.occitanie » n'est pas une adresse électronique" in done.stderr
    assert "1\N{NO-BREAK SPACE}courriel envoyé." in done.stdout
