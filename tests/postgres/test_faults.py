"""Two people at once, and a database that goes away in the middle: nothing lost, nothing doubled, a sentence."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import psycopg
import pytest
from django.db import connection, connections
from django.test import Client

from maillage.accounts import journal
from maillage.accounts.models import JournalEntry, User
from maillage.accounts.walls import outside, within
from maillage.community.communities import actions as communities
from maillage.community.communities.models import Community, Perimeter
from maillage.community.drafting import actions as drafting
from maillage.community.drafting.models import Section, SectionVersion, TextKind
from maillage.community.filing import actions as filing
from maillage.community.filing.models import Decision, Transmission, TransmissionKind
from tests.support.personas import NOW, TODAY, People, signed_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def who(transactional_db: None) -> People:
    from tests.support.personas import people

    return people()


def at_once(*works: Callable[[], object]) -> list[object]:
    """Runs each on a thread and a connection of its own, all at the same moment; gives results, or what was raised."""
    barrier = Barrier(len(works))

    def run(work: Callable[[], object]) -> object:
        try:
            barrier.wait(timeout=10)
            return work()
        except Exception as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(works)) as pool:
        return [done.result(timeout=30) for done in [pool.submit(run, work) for work in works]]


def test_two_who_save_the_same_section_lose_no_word(who: People) -> None:
    with within(who.ours):
        drafting.section(who.ours, text=TextKind.LETTRE, key="territoire")

    def save(body: str) -> Section:
        with within(who.ours):
            return drafting.save_section(
                who.ours, text=TextKind.LETTRE, key="territoire", body=body, version=0, by=who.amina, now=NOW
            )

    found = at_once(lambda: save("Vallée"), lambda: save("Plaine"))
    assert sorted(type(one).__name__ for one in found) == ["Section", "SectionStale"]
    with within(who.ours):
        kept = Section.objects.get()
        assert (kept.version, kept.body) == (1, next(one.body for one in found if isinstance(one, Section)))
        assert SectionVersion.objects.count() == 1


def test_two_who_date_the_same_receipt(who: People) -> None:
    with within(who.ours):
        sent = filing.transmit(
            who.ours, kind=TransmissionKind.PROJET, content={"title": "Projet"}, sent_on=TODAY, by=who.amina, now=NOW
        )

    def receive(voice: filing.Voice) -> Transmission:
        with within(who.ours):
            mine = Transmission.objects.get(pk=sent.pk)
            return filing.date_receipt(mine, received_on=TODAY, by=who.esther, now=NOW, today=TODAY, voice=voice)

    ars, cpam = (filing.Voice(place.pk, place.kind, place.name) for place in (who.ars, who.cpam))
    found = at_once(lambda: receive(ars), lambda: receive(cpam))
    assert sorted(type(one).__name__ for one in found) == ["Transmission", "UnableToSave"]
    with outside("the journal of one community, read by a test"):
        assert JournalEntry.objects.filter(action="reception").count() == 1


def test_two_who_file_the_same_project(who: People) -> None:
    def file() -> Transmission:
        with within(who.ours):
            return filing.transmit(
                who.ours, kind=TransmissionKind.PROJET, content={"title": "Projet"}, sent_on=TODAY, by=who.amina, now=NOW
            )

    found = at_once(file, file)
    assert sorted(type(one).__name__ for one in found) == ["Transmission", "UnableToSave"], found


def test_two_who_decide_of_the_same_project(who: People) -> None:
    voice = filing.Voice(who.ars.pk, who.ars.kind, who.ars.name)
    with within(who.ours):
        sent = filing.transmit(
            who.ours, kind=TransmissionKind.PROJET, content={"title": "Projet"}, sent_on=TODAY, by=who.amina, now=NOW
        )
        filing.date_receipt(sent, received_on=TODAY, by=who.esther, now=NOW, today=TODAY, voice=voice)

    def decide(kind: Decision.Kind) -> Decision:
        with within(who.ours):
            return filing.decide(
                Transmission.objects.get(pk=sent.pk),
                kind=kind,
                decided_on=TODAY,
                voice=voice,
                by=who.esther,
                now=NOW,
                ground=Decision.Ground.PRS,
                reasons="Objectifs",
            )

    found = at_once(lambda: decide(Decision.Kind.VALIDATION), lambda: decide(Decision.Kind.OPPOSITION))
    assert sorted(type(one).__name__ for one in found) == ["Decision", "UnableToSave"], found


def test_two_who_change_the_perimeter(who: People) -> None:
    def change(codes: list[str]) -> Perimeter:
        with within(who.ours):
            return communities.set_perimeter(who.ours, codes=codes, since=TODAY, by=who.amina, now=NOW)

    found = at_once(lambda: change(["09122"]), lambda: change(["09329"]))
    assert sorted(one.number for one in found if isinstance(one, Perimeter)) == [2, 3], found


def test_two_who_create_a_cpts_of_the_same_name(who: People) -> None:
    def create(by: User) -> str:
        return communities.create_community(name="CPTS du Volvestre", codes=["31107"], by=by, now=NOW, today=TODAY).slug

    found = at_once(lambda: create(who.amina), lambda: create(who.chloe))
    assert sorted(map(str, found)) == ["cpts-du-volvestre", "cpts-du-volvestre-2"]


def test_a_form_sent_twice_creates_one_cpts(who: People) -> None:
    def create() -> Community:
        return communities.create_community(name="CPTS du Volvestre", codes=["31107"], by=who.amina, now=NOW, today=TODAY)

    found = at_once(create, create)
    assert sorted(type(one).__name__ for one in found) == ["Community", "UnableToSave"], found


def test_acts_at_the_same_moment_take_numbers_without_a_hole(who: People) -> None:
    before = JournalEntry.objects.filter(chain=str(who.ours.pk)).count()

    def write() -> None:
        for _ in range(10):
            journal.write("export", by=who.amina, at=NOW, chain=who.ours.pk)

    assert at_once(*[write] * 4) == [None] * 4
    numbers = list(JournalEntry.objects.filter(chain=str(who.ours.pk)).values_list("number", flat=True))
    assert numbers == list(range(1, before + 41))
    assert list(journal.breaks()) == []


def test_a_database_that_goes_away_during_a_save(who: People, monkeypatch: pytest.MonkeyPatch) -> None:
    """The words are written, then the database restarts before their line of the journal: neither stays."""
    whole = journal.write

    def restart(*args: Any, **details: Any) -> JournalEntry:
        monkeypatch.setattr(journal, "write", whole)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            pid = cursor.fetchone()[0]
        settings = connection.get_connection_params()
        with psycopg.connect(
            **{name: settings[name] for name in ("host", "port", "user", "password", "dbname") if settings.get(name)}
        ) as other:
            other.execute("SELECT pg_terminate_backend(%s)", [pid])
        return whole(*args, **details)

    monkeypatch.setattr(journal, "write", restart)
    browser: Client = signed_in(who.amina)
    browser.raise_request_exception = False
    address = f"/c/{who.ours.slug}/creation/lettre/territoire/ecrire/"
    answer = browser.post(address, {"body": "Nos vallées", "version": "0"})
    assert answer.status_code == 503
    assert "n&#x27;a pas été enregistré" in answer.content.decode()
    connection.close()
    with within(who.ours):
        assert not SectionVersion.objects.exists()
        assert set(Section.objects.values_list("body", flat=True)) <= {""}
    again = browser.post(address, {"body": "Nos vallées", "version": "0"})
    assert again.status_code == 302
    with within(who.ours):
        assert SectionVersion.objects.count() == 1
    assert list(journal.breaks()) == []
