"""Nobody gives themselves, or others, more than they have; nobody comes back by a door that they left open."""

import pytest

from maillage.accounts.models import User
from maillage.accounts.refusals import UnableToSave
from maillage.accounts.roles import CPTS, INSTITUTION, ROLES, Permission, may_give
from maillage.accounts.walls import within
from maillage.community.communities import actions as communities
from maillage.community.communities.models import CommunityGrant, CommunityInvitation
from maillage.institutions import actions as institutions
from maillage.institutions.models import InstitutionGrant, InstitutionInvitation
from tests.support.personas import NOW, People, person, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(who: People) -> User:
    """Opens the accesses of the agents of the ARS, and decides nothing."""
    found = person("Gardien")
    institutions.give_role(who.ars, person=found, role="gestion_acces", by=None, now=NOW)
    return found


def test_the_table_of_who_may_give_what() -> None:
    openers = [role for role in ROLES.values() if Permission.ACCES in role.permissions]
    assert {role.key for role in openers} == {"coordination", "presidence", "gestion_acces"}
    for holder in ROLES.values():
        for role in ROLES.values():
            for to_oneself in (True, False):
                if may_give({holder.key}, role.key, to_oneself=to_oneself) and not holder.opens_for_others:
                    assert role.permissions <= holder.permissions, (holder.key, role.key)
    assert not may_give({"gestion_acces"}, "agent_ars", to_oneself=True)
    assert may_give({"gestion_acces"}, "agent_ars", to_oneself=False)
    assert {role.space for role in openers} == {CPTS, INSTITUTION}


def test_who_opens_accesses_does_not_become_an_agent(who: People, keeper: User) -> None:
    """By the form, by a role given, by a link to one's own address accepted."""
    answer = signed_in(keeper).post(
        f"/institution/{who.ars.slug}/reglages/inviter/", {"email": keeper.email, "role": "agent_ars"}
    )
    assert answer.status_code == 400
    assert "permet plus que vos rôles" in answer.content.decode().replace("&#x27;", "'")
    assert not InstitutionInvitation.objects.filter(email=keeper.email).exists()
    with pytest.raises(UnableToSave, match="permet plus"):
        institutions.give_role(who.ars, person=keeper, role="agent_ars", by=keeper, now=NOW)
    assert set(InstitutionGrant.objects.filter(person=keeper).values_list("role", flat=True)) == {"gestion_acces"}


def test_who_opens_accesses_still_opens_those_of_others(who: People, keeper: User) -> None:
    institutions.invite(who.ars, email="agent@exemple.fr", role="agent_ars", by=keeper, now=NOW)
    assert InstitutionInvitation.objects.get().role == "agent_ars"


def test_a_member_gives_nothing(who: People) -> None:
    with within(who.ours), pytest.raises(UnableToSave, match="permet plus"):
        communities.invite(who.ours, email="x@exemple.fr", role="lecture", by=who.bruno, now=NOW)


def test_links_sent_by_who_leaves_open_nothing_more(who: People) -> None:
    """A coordinator invites an address of their own before they are removed."""
    second = person("Seconde")
    with within(who.ours):
        grant = communities.give_role(who.ours, person=second, role="coordination", by=who.amina, now=NOW)
        mine = communities.invite(who.ours, email="autre@exemple.fr", role="coordination", by=second, now=NOW)
        other = communities.invite(who.ours, email="membre@exemple.fr", role="adherent", by=who.amina, now=NOW)
        communities.end_role(grant, by=who.amina, now=NOW)
        assert CommunityInvitation.objects.get(pk=mine.pk).withdrawn_at == NOW
        assert CommunityInvitation.objects.get(pk=other.pk).withdrawn_at is None


def test_the_last_coordinator_stays(who: People) -> None:
    with within(who.ours):
        grant = CommunityGrant.objects.get(person=who.amina, role="coordination")
        with pytest.raises(UnableToSave, match="dernière personne"):
            communities.end_role(grant, by=who.amina, now=NOW)
