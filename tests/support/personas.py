"""The people of every test: Amina and Bruno of one CPTS, Chloé of another, Denis of the CPAM, Esther of the ARS."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.test import Client

from maillage.accounts.models import User
from maillage.accounts.walls import within
from maillage.community.communities import actions as communities
from maillage.community.communities.models import Community
from maillage.institutions import actions as institutions
from maillage.institutions.models import Institution, Kind

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 2)
FOIX = ("09122", "09329", "09032")
CARPENTRAS = ("84031", "84080", "84003")


@dataclass(frozen=True, slots=True)
class People:
    """Two CPTS that know nothing of each other, and the two institutions of the first."""

    amina: User
    """Coordination of `ours`."""
    bruno: User
    """Adhérent of `ours`."""
    lea: User
    """Lecture only, in `ours`."""
    chloe: User
    """Coordination of `theirs`."""
    denis: User
    """Agent of the CPAM of Ariège."""
    esther: User
    """Agent of the ARS of Occitanie."""
    ours: Community
    theirs: Community
    cpam: Institution
    ars: Institution


def person(name: str) -> User:
    """Somebody who may sign in; `is_fictif`: no second factor is asked of them in the demonstration."""
    return User.objects.create_user(f"{name.lower()}@exemple.fr", name=f"{name} Essai", is_fictif=True)


def people() -> People:
    """Everybody, in the database."""
    amina, bruno, lea, chloe, denis, esther = (person(name) for name in ("Amina", "Bruno", "Lea", "Chloe", "Denis", "Esther"))
    ours = communities.create_community(name="CPTS du Pays de Foix", codes=FOIX, by=amina, now=NOW, today=TODAY, fictif=True)
    theirs = communities.create_community(name="CPTS du Comtat", codes=CARPENTRAS, by=chloe, now=NOW, today=TODAY, fictif=True)
    with within(ours):
        communities.give_role(ours, person=bruno, role="adherent", by=amina, now=NOW)
        communities.give_role(ours, person=lea, role="lecture", by=amina, now=NOW)
    cpam = institutions.create_institution(kind=Kind.CPAM, name="CPAM de l'Ariège", departements=["09"], now=NOW, fictif=True)
    ars = institutions.create_institution(
        kind=Kind.ARS, name="ARS Occitanie", departements=["09", "31", "66"], now=NOW, fictif=True
    )
    institutions.give_role(cpam, person=denis, role="agent_cpam", by=None, now=NOW)
    institutions.give_role(ars, person=esther, role="agent_ars", by=None, now=NOW)
    return People(amina, bruno, lea, chloe, denis, esther, ours, theirs, cpam, ars)


def signed_in(who: User) -> Client:
    """A browser where somebody is signed in."""
    client = Client()
    client.force_login(who)
    return client
