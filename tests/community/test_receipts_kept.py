"""Receipts recorded before they were rows come through the update: those of the agency stand, the others count as declared that
day."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from maillage.accounts.walls import outside
from maillage.community.filing import selectors
from maillage.community.filing.models import Receipt, Transmission
from maillage.community.filing.states import State
from tests.support.personas import NOW, TODAY, People, people

OLD = [("filing", "0002_documents")]
RECORDED = datetime(2026, 8, 20, 9, tzinfo=UTC)
UPDATE = datetime(2026, 11, 30, 8, tzinfo=UTC)
KEEP = import_module("maillage.community.filing.migrations.0004_receipts_kept")

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def who() -> People:
    return people()


@pytest.fixture(autouse=True)
def back_to_the_present() -> Iterator[None]:
    yield
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


def yesterday(who: People, **columns: Any) -> Any:
    """A project as the tables of yesterday held it."""
    executor = MigrationExecutor(connection)
    executor.migrate(OLD)
    rows = executor.loader.project_state(OLD).apps.get_model("filing", "Transmission").objects
    given = {"kind": "projet", "number": 1, "way": "poste", "sent_on": date(2026, 8, 3), "content": {}, "digest": "0" * 64}
    made = rows.create(community_id=who.ours.pk, sent_by_id=who.amina.pk, recorded_at=RECORDED, **(given | columns))
    return made.pk


def updated(monkeypatch: pytest.MonkeyPatch, key: Any) -> Transmission:
    monkeypatch.setattr(KEEP, "timezone", SimpleNamespace(now=lambda: UPDATE, localdate=timezone.localdate))
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())
    found: Transmission = Transmission.objects.get(pk=key)
    return found


def test_a_receipt_that_the_cpts_dated_counts_from_the_update(who: People, monkeypatch: pytest.MonkeyPatch) -> None:
    august = {"received_on": date(2026, 8, 5), "received_recorded_at": RECORDED, "received_recorded_by_id": who.amina.pk}
    key = yesterday(who, **august, receipt_reference="1A 234")
    with outside("test"):
        sent = updated(monkeypatch, key)
        (kept,) = Receipt.objects.all()
        assert (kept.source, kept.received_on, kept.reference) == ("declaree", date(2026, 8, 5), "1A 234")
        assert (kept.recorded_at, kept.told_at, kept.told_to) == (UPDATE, UPDATE, "ARS Occitanie")
        until = UPDATE.date() + timedelta(days=15)
        assert selectors.standing(sent, until).state is State.A_CONFIRMER
        assert selectors.standing(sent, until + timedelta(days=1)).state is State.REPUTE_VALIDE


def test_a_receipt_that_the_agency_dated_stays_what_it_was(who: People, monkeypatch: pytest.MonkeyPatch) -> None:
    august = {"received_on": date(2026, 8, 5), "received_recorded_at": RECORDED, "received_recorded_by_id": who.esther.pk}
    key = yesterday(who, **august, received_by_name="ARS Occitanie")
    with outside("test"):
        sent = updated(monkeypatch, key)
        (kept,) = Receipt.objects.all()
        assert (kept.source, kept.recorded_at, kept.told_at) == ("agence", RECORDED, None)
        assert selectors.standing(sent, TODAY).state is State.REPUTE_VALIDE


def test_a_caisse_is_not_the_agency(who: People, monkeypatch: pytest.MonkeyPatch) -> None:
    august = {"received_on": date(2026, 8, 5), "received_recorded_at": RECORDED, "received_recorded_by_id": who.denis.pk}
    key = yesterday(who, **august, received_by_name=who.cpam.name)
    with outside("test"):
        sent = updated(monkeypatch, key)
        assert selectors.standing(sent, UPDATE.date()).state is State.A_CONFIRMER


def test_a_project_transmitted_by_maillage_is_received_that_day(who: People, monkeypatch: pytest.MonkeyPatch) -> None:
    key = yesterday(who, way="maillage")
    with outside("test"):
        sent = updated(monkeypatch, key)
        (kept,) = Receipt.objects.all()
        assert (kept.source, kept.received_on, kept.told_at) == ("electronique", RECORDED.date(), UPDATE)
        assert selectors.standing(sent, UPDATE.date()).state is State.A_CONFIRMER


def test_a_project_by_post_without_receipt_still_waits(who: People, monkeypatch: pytest.MonkeyPatch) -> None:
    key = yesterday(who)
    with outside("test"):
        assert selectors.standing(updated(monkeypatch, key), NOW.date()).state is State.ENVOYE
        assert not Receipt.objects.exists()
