"""Eight people write in one CPTS at once, everything that one may write: nobody waits for ever, no byte stays without its row."""

import io
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
from django.db import OperationalError

from maillage.accounts import journal
from maillage.accounts.refusals import UnableToSave
from maillage.accounts.walls import outside, within
from maillage.community.communities import actions as communities
from maillage.community.drafting import actions as drafting
from maillage.community.drafting.models import Section, TextKind
from maillage.community.filing import actions as filing
from maillage.community.filing.models import Transmission, TransmissionKind
from maillage.community.library import actions as library
from maillage.community.library import storage
from maillage.community.library.models import File
from maillage.community.missions import actions as missions
from maillage.community.money import actions as money
from maillage.institutions import instruction
from tests.postgres.test_faults import at_once
from tests.support.personas import NOW, TODAY, People, people, person

pytestmark = pytest.mark.django_db(transaction=True)
WRITERS, ACTS = 8, 12
LINE = {"side": "depense", "account": "60", "label": "Papier", "year": 2027, "cents": 100}


@pytest.fixture
def who(transactional_db: None, tmp_path: Path, settings: Any) -> People:
    settings.MAILLAGE_DIR = tmp_path
    return people()


def _pdf(number: int) -> bytes:
    return b"%PDF-1.7\n" + str(number).encode()


def _acts(who: People, chance: Random) -> dict[str, Callable[[], object]]:  # noqa: C901 (twelve small acts, in one place)
    """One act of each kind, on what the others write too."""
    ours, says = who.ours, {"by": who.amina, "now": NOW}

    def add() -> object:
        body = _pdf(chance.randrange(6))
        return library.add(ours, name="Note.pdf", size=len(body), content=io.BytesIO(body), **says)

    def add_and_fail() -> object:
        """A file whose row is undone: its bytes go too, unless somebody else's row names them."""
        from maillage.accounts import turns

        with turns.together(ours):
            add()
            raise UnableToSave("refusé après coup")

    def remove() -> object:
        found = File.objects.filter(removed_at=None).first()
        return found and library.remove(found, **says)

    def write() -> object:
        key = chance.choice(["porteurs", "territoire"])
        version = Section.objects.filter(text=TextKind.LETTRE, key=key).values_list("version", flat=True).first() or 0
        return drafting.save_section(ours, text=TextKind.LETTRE, key=key, body=f"{chance.random()}", version=version, **says)

    def send() -> object:
        return filing.transmit(ours, kind=TransmissionKind.LETTRE, content={"title": "Lettre"}, sent_on=TODAY, **says)

    def take_back() -> object:
        sent = Transmission.objects.filter(withdrawn_on=None).first()
        return sent and filing.withdraw(sent, on=TODAY, **says)

    def answer() -> object:
        sent = Transmission.objects.filter(withdrawn_on=None).first()
        return sent and instruction.ask(who.ars, sent, body="Une pièce", due_on=None, by=who.esther, now=NOW)

    def objective() -> object:
        return missions.create_objective(ours, title=f"{chance.random()}", finding="", figures=[], **says)

    def move() -> object:
        return communities.set_perimeter(ours, codes=[chance.choice(["09122", "09329"])], since=TODAY, **says)

    def access() -> object:
        return communities.give_role(ours, person=chance.choice([who.bruno, who.lea]), role="bureau", **says)

    def line() -> object:
        return money.create_line(ours, values=LINE, **says)

    return {
        work.__name__: work
        for work in (add, add_and_fail, remove, write, send, take_back, answer, objective, move, access, line)
    }


def test_eight_writers_in_one_cpts(who: People) -> None:
    done: Counter[str] = Counter()

    def work(seed: int) -> Callable[[], None]:
        def run() -> None:
            chance = Random(seed)
            for _ in range(ACTS):
                with within(who.ours):
                    name, act = chance.choice(list(_acts(who, chance).items()))
                    try:
                        act()
                    except UnableToSave:
                        done[f"{name} refusé"] += 1
                    else:
                        done[name] += 1

        return run

    found = at_once(*[work(seed) for seed in range(WRITERS)])
    assert [one for one in found if isinstance(one, OperationalError)] == []
    assert found == [None] * WRITERS
    assert sum(done.values()) == WRITERS * ACTS
    assert done["add"], done
    assert done["add_and_fail refusé"], done
    with within(who.ours):
        assert set(storage.kept(who.ours.pk)) == set(File.objects.values_list("sha256", flat=True))
    with outside("a test reads every chain"):
        assert list(journal.breaks()) == []


def test_the_last_two_coordinators_do_not_leave_together(who: People) -> None:
    second = person("Seconde")
    with within(who.ours):
        grants = [
            communities.give_role(who.ours, person=who.amina, role="coordination", by=who.amina, now=NOW),
            communities.give_role(who.ours, person=second, role="presidence", by=who.amina, now=NOW),
        ]

    def end(number: int) -> Callable[[], None]:
        def run() -> None:
            with within(who.ours):
                communities.end_role(grants[number], by=who.amina, now=NOW)

        return run

    found = at_once(end(0), end(1))
    assert sorted(type(one).__name__ for one in found) == ["NoneType", "UnableToSave"], found
