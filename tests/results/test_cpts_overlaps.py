"""A commune that two CPTS claim counts once in a sum, and each of them is shown to the other and to the agency."""

import pytest

from maillage.accounts.walls import within
from maillage.community.communities import actions as communities
from maillage.community.communities.models import Community
from maillage.community.filing.models import TransmissionKind
from maillage.kernel.french import NBSP
from maillage.results import territoires
from maillage.results.cpts import completeness
from maillage.results.cpts.around import counted_twice
from maillage.results.cpts.portfolio import portfolio
from tests.support.institutions import file_of, said, send
from tests.support.personas import FOIX, NOW, TODAY, People, people, signed_in

pytestmark = pytest.mark.django_db
SHARED = "09122"


@pytest.fixture
def who() -> People:
    return people()


@pytest.fixture
def rival(who: People) -> Community:
    """A CPTS that claims Foix too."""
    codes = (SHARED, "09225")
    return communities.create_community(name="CPTS du Plantaurel", codes=codes, by=who.amina, now=NOW, today=TODAY, fictif=True)


def people_of(*codes: str) -> int:
    found = territoires.describe(codes).population.value
    assert found
    return found


def test_a_portfolio_counts_a_commune_once(who: People, rival: Community) -> None:
    send(who, TransmissionKind.LETTRE)
    send(who, TransmissionKind.LETTRE, rival)
    with within(who.ours, rival):
        whole = portfolio(who.ars, [who.ours, rival], TODAY)
    assert sum(row.place.population or 0 for row in whole.rows if row.place) == people_of(*FOIX) + people_of(SHARED, "09225")
    assert whole.shared == people_of(SHARED)
    assert whole.population == people_of(*FOIX, "09225")
    told = said(signed_in(who.esther).get("/institution/ars-occitanie/"))
    assert "en double ôtés" in told


def test_nothing_is_taken_off_when_nobody_overlaps() -> None:
    assert counted_twice([FOIX, ("09225",)]) == 0
    assert counted_twice([FOIX, (SHARED,), (SHARED,)]) == 2 * people_of(SHARED)
    assert counted_twice([]) == 0


def test_the_agency_reads_who_else_claims_the_communes_of_a_file(who: People, rival: Community) -> None:
    sent = send(who, TransmissionKind.PROJET)
    esther = signed_in(who.esther)
    assert "CPTS du Plantaurel" not in said(esther.get(file_of(sent))), "it transmitted nothing: it is not named"
    send(who, TransmissionKind.LETTRE, rival)
    told = said(esther.get(file_of(sent)))
    assert "Communes que d'autres CPTS revendiquent" in told
    assert "CPTS du Plantaurel" in told
    assert "1 commune" in told


def test_the_project_is_warned_before_it_is_filed(who: People, rival: Community) -> None:
    assert rival.pk
    with within(who.ours):
        found = [one for one in completeness.overlapping(who.ours, TODAY) if "CPTS du Plantaurel" in one]
        assert not any("Plantaurel" in one for one in completeness.missing(who.ours, TODAY)), "no frozen copy names it"
    assert len(found) == 1
    assert f"1{NBSP}commune" in found[0]
    assert "CPTS du Plantaurel" in said(signed_in(who.amina).get("/c/cpts-du-pays-de-foix/depot/"))
    assert "motifs d'opposition" in found[0]
