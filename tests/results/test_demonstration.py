"""The demonstration tells four stories through the actions: stages, clock, roles, journal; everything says it is invented."""

from datetime import date

import pytest

from maillage.accounts import journal
from maillage.accounts.models import User
from maillage.accounts.roles import CPTS, INSTITUTION, of_space
from maillage.accounts.walls import outside, within
from maillage.community.communities import selectors as communities
from maillage.community.communities.models import Community, CommunityGrant
from maillage.community.filing import selectors as filing
from maillage.community.filing.models import Transmission, TransmissionKind
from maillage.institutions import selectors as institutions
from maillage.institutions.models import Institution, InstitutionGrant
from maillage.results import demonstration
from maillage.results.cpts import completeness, letter
from maillage.results.cpts.stage import Stage, stage_of

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def _played() -> None:
    assert demonstration.populate(TODAY)


def named(slug: str) -> Community:
    found = communities.named(slug)
    assert found is not None
    return found


def test_it_is_played_once() -> None:
    people = User.objects.count()
    assert not demonstration.populate(TODAY)
    assert User.objects.count() == people


@pytest.mark.parametrize(
    ("slug", "stage"),
    [
        ("cpts-des-deux-vallees", Stage.IDEE),
        ("cpts-des-trois-rivieres", Stage.PROJET_DEPOSE),
        ("cpts-du-piemont", Stage.ACI_SIGNE),
        ("cpts-de-la-leze", Stage.PROJET_OPPOSE),
    ],
)
def test_each_cpts_is_at_its_stage(slug: str, stage: Stage) -> None:
    community = named(slug)
    with within(community):
        assert stage_of(community, TODAY).stage == stage


def test_the_two_months_end_in_about_three_weeks() -> None:
    community = named("cpts-des-trois-rivieres")
    with within(community):
        sent = filing.latest(community, TransmissionKind.PROJET)
        assert sent is not None
        clock = filing.standing(sent, TODAY).clock
        assert clock is not None
        assert 18 <= clock.days_left(TODAY) <= 26
        assert filing.unanswered(sent).count() == 1


def test_the_opposed_project_was_received_by_post_on_a_day_that_the_agency_let_stand() -> None:
    community = named("cpts-de-la-leze")
    with within(community):
        sent = filing.latest(community, TransmissionKind.PROJET)
        assert sent is not None
        found = filing.standing(sent, TODAY)
        assert found.receipt is not None
        assert (found.receipt.source, found.is_firm, filing.proofs(sent).count()) == ("declaree", True, 1)
        assert found.decision is not None
        assert found.clock is not None
        assert not found.clock.is_late(TODAY)


def test_what_was_filed_was_nearly_complete() -> None:
    community = named("cpts-des-trois-rivieres")
    with within(community):
        assert len(completeness.missing(community, TODAY)) <= 3, completeness.missing(community, TODAY)
        assert letter.missing(community, TODAY) == ()


def test_everything_says_that_it_is_invented() -> None:
    assert not User.objects.filter(is_fictif=False).exists()
    assert not Community.objects.filter(is_fictif=False).exists()
    assert not Institution.objects.filter(is_fictif=False).exists()
    with outside("every frozen copy of a test"):
        assert all(sent.content["fictif"] for sent in Transmission.objects.all())


def test_somebody_holds_each_role_of_a_cpts() -> None:
    with outside("the roles of every CPTS of a test"):
        held = set(CommunityGrant.objects.filter(until=None).values_list("role", flat=True))
    assert held == {role.key for role in of_space(CPTS)}


def test_somebody_holds_each_role_of_an_institution() -> None:
    held = set(InstitutionGrant.objects.filter(until=None).values_list("role", flat=True))
    assert held == {role.key for role in of_space(INSTITUTION)}


def test_every_institution_is_competent_for_each_cpts() -> None:
    for place in Institution.objects.all():
        assert len(institutions.portfolio(place)) == 4


def test_the_journal_is_whole_and_in_order() -> None:
    with outside("every chain of a test"):
        assert list(journal.breaks()) == []
        for community in Community.objects.all():
            moments = list(journal.JournalEntry.objects.filter(chain=str(community.pk)).values_list("at", flat=True))
            assert len(moments) > 5
            assert moments == sorted(moments)
