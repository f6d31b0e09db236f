"""A portfolio is made of what was transmitted, signed, or opened by an agent; never of a draft."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from maillage.accounts.walls import within
from maillage.community.communities import actions as communities
from maillage.community.communities.models import Community
from maillage.community.contract import actions as contract
from maillage.community.filing import actions as filing
from maillage.community.filing.models import Transmission, TransmissionKind
from maillage.institutions import selectors
from maillage.results.cpts import letter
from maillage.results.cpts.portfolio import Portfolio, beside, portfolio
from maillage.results.cpts.stage import Stage
from tests.support.contracts import signs
from tests.support.personas import FOIX, NOW, TODAY, People

VALUES = {
    "planned_on": TODAY,
    "population": 90_000,
    "population_source": "Population municipale 2023",
    "taille": 3,
    "cpts_representative": "Amina Essai, présidente",
    "ars_name": "ARS Occitanie",
    "cpam_name": "CPAM de l'Ariège",
}


def seen(who: People, day: date = TODAY) -> Portfolio:
    every = selectors.portfolio(who.ars)
    with within(*every):
        return portfolio(who.ars, every, day)


def send(
    community: Community, who: People, kind: TransmissionKind = TransmissionKind.LETTRE, now: datetime = NOW
) -> Transmission:
    with within(community):
        content = letter.frozen(community, TODAY)
        return filing.transmit(community, kind=kind, content=content, sent_on=TODAY, by=who.amina, now=now)


def opened(who: People, name: str) -> Community:
    return communities.create_for_carriers(
        name=name, codes=["09225"], email="p@exemple.fr", by=who.esther, now=NOW, today=TODAY, fictif=True
    )


def test_what_was_not_transmitted_is_only_counted(who: People) -> None:
    assert seen(who) == Portfolio((), 1)
    send(who.ours, who)
    found = seen(who)
    assert [row.community for row in found.rows] == [who.ours]
    assert found.silent == 0


def test_a_cpts_opened_by_an_agent_is_known_without_figures(who: People) -> None:
    made = opened(who, "CPTS de Pamiers")
    (row,) = seen(who).rows
    assert (row.community, row.stage, row.place) == (made, Stage.IDEE, None)
    every = selectors.portfolio(who.cpam)
    with within(*every):
        assert portfolio(who.cpam, every, TODAY) == Portfolio((), 2)


def test_figures_are_those_of_the_last_copy(who: People) -> None:
    send(who.ours, who, TransmissionKind.CONTACT)
    with within(who.ours):
        communities.set_perimeter(who.ours, codes=FOIX[:1], since=TODAY, by=who.amina, now=NOW)
    (row,) = seen(who).rows
    assert row.place is not None
    assert set(row.place.codes) == set(FOIX)
    assert row.place.written == "Prise de contact n° 1"
    send(who.ours, who, now=NOW + timedelta(hours=1))
    (row,) = seen(who).rows
    assert row.place is not None
    assert row.place.codes == FOIX[:1]
    assert row.stage is Stage.LETTRE
    assert row.open_files == 2
    assert row.next is not None
    assert row.next.sent.kind == TransmissionKind.CONTACT


def test_a_signed_contract_wins_over_the_copies(who: People) -> None:
    send(who.ours, who)
    with within(who.ours):
        made = contract.prepare(who.ours, values=VALUES, version=0, by=who.amina, now=NOW)
        contract.set_mission(made, mission="acces_aux_soins", starts_on=TODAY, commitments="", by=who.amina, now=NOW)
        for party in ("cpts", "ars"):
            signs(made, party, on=TODAY, by=who.amina, now=NOW)
    (row,) = seen(who).rows
    assert row.stage is Stage.LETTRE
    with within(who.ours):
        signs(made, "cpam", on=TODAY, by=who.amina, now=NOW)
    (row,) = seen(who, TODAY + timedelta(days=1)).rows
    assert row.stage is Stage.ACI_SIGNE
    assert row.place is not None
    assert (row.place.population, row.place.taille, row.place.written) == (90_000, 3, "contrat signé")
    assert set(row.place.codes) == set(FOIX)


@pytest.mark.parametrize(("codes", "shared"), [(["09122"], 1), (["09225"], None)])
def test_a_cpts_in_creation_stands_beside_the_zone_that_it_claims(who: People, codes: list[str], shared: int | None) -> None:
    send(who.ours, who)
    found = beside(codes, seen(who).rows)
    assert [one.shared for one in found] == ([] if shared is None else [shared])


def test_a_zone_that_only_touches_is_said_so(who: People) -> None:
    send(who.ours, who)
    near = {"09264"}  # Saint-Jean-de-Verges, north of Foix
    assert [one.shared for one in beside(near, seen(who).rows)] == [0]


def test_a_larger_portfolio_takes_no_more_queries(who: People) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as kept:
            seen(who)
        return len(kept)

    send(who.ours, who)
    before = queries()
    for name in ("CPTS de Pamiers", "CPTS de Mirepoix"):
        send(opened(who, name), who)
    assert queries() == before
