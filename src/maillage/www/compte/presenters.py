"""What the account shows: a person's spaces, and the table of rights."""

from dataclasses import dataclass
from datetime import date, datetime

from maillage.accounts import people, roles
from maillage.accounts.models import User
from maillage.accounts.roles import CPTS, ROLES, SENTENCES, Permission, Role
from maillage.accounts.walls import within
from maillage.community.communities import selectors as communities
from maillage.institutions import selectors as institutions
from maillage.results.cpts.stage import stage_of
from maillage.www.shared import formats


@dataclass(frozen=True, slots=True)
class Space:
    """A CPTS or an institution, as a person who has a role in it sees it from outside."""

    name: str
    href: str
    roles: str
    about: str
    """Stage of a CPTS, nature of an institution."""
    is_fictif: bool


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A browser where the person is signed in."""

    key: int
    browser: str
    address: str
    since: datetime
    is_current: bool


@dataclass(frozen=True, slots=True)
class Right:
    """One permission, and which of the roles of the table allow it."""

    sentence: str
    allowed: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Rights:
    """The table of one kind of space."""

    title: str
    roles: tuple[Role, ...]
    rows: tuple[Right, ...]


def spaces(person: User, day: date) -> list[Space]:
    """CPTS first, then institutions, each by name."""
    found = []
    for community, held in communities.of_person(person):
        with within(community):
            standing = stage_of(community, day)
        opposed = standing.filing if standing.filing and standing.filing.is_opposed else None
        stage = opposed.label if opposed else standing.stage.label
        found.append(Space(community.name, f"/c/{community.slug}/", role_labels(held), stage, community.is_fictif))
    for place, held in institutions.of_person(person):
        href = f"/institution/{place.slug}/"
        found.append(Space(place.name, href, role_labels(held), place.get_kind_display(), place.is_fictif))
    return found


def role_labels(keys: tuple[str, ...]) -> str:
    return formats.join([ROLES[key].label for key in keys if key in ROLES])


def open_sessions(person: User) -> list[OpenSession]:
    """Newest first."""
    return [
        OpenSession(one.pk, browser(one.user_agent), one.ip, one.created_at, one.is_current())
        for one in people.sessions(person)
    ]


def factor_needed(person: User) -> bool:
    """Whether one of the person's roles demands a second factor."""
    held = [keys for _, keys in (*communities.of_person(person), *institutions.of_person(person))]
    return any(roles.second_factor_needed(set(keys)) for keys in held)


def rights(space: str) -> Rights:
    """Roles in columns, permissions that at least one of them has in rows."""
    given = roles.of_space(space)
    rows = tuple(
        Right(SENTENCES[one], tuple(one in role.permissions for role in given))
        for one in Permission
        if any(one in role.permissions for role in given)
    )
    return Rights("Dans une CPTS" if space == CPTS else "Dans une institution", given, rows)


_BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
_SYSTEMS = (
    ("Windows", "Windows"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)


def browser(agent: str) -> str:
    """« Firefox sur Linux », for a person to know their own devices; the first mark that is found counts."""
    name = next((label for mark, label in _BROWSERS if mark in agent), "Navigateur inconnu")
    system = next((label for mark, label in _SYSTEMS if mark in agent), "")
    return f"{name} sur {system}" if system else name


@dataclass(frozen=True, slots=True)
class Persona:
    """A person of the demonstration and their roles in one space."""

    key: str
    name: str
    roles: str


def personas() -> list[User]:
    """People made for the demonstration, by name."""
    return list(User.objects.filter(is_fictif=True, is_active=True).order_by("name"))


def persona_groups() -> dict[str, list[Persona]]:
    """Personas by space: CPTS by name, then institutions, then those of no space."""
    ours: dict[str, list[Persona]] = {}
    theirs: dict[str, list[Persona]] = {}
    alone: list[Persona] = []
    for person in personas():
        key = str(person.pk)
        of_cpts, of_institutions = communities.of_person(person), institutions.of_person(person)
        for community, held in of_cpts:
            ours.setdefault(community.name, []).append(Persona(key, person.name, role_labels(held)))
        for place, held in of_institutions:
            theirs.setdefault(place.name, []).append(Persona(key, person.name, role_labels(held)))
        if not of_cpts and not of_institutions:
            alone.append(Persona(key, person.name, "Aucun rôle encore"))
    groups = {**dict(sorted(ours.items())), **dict(sorted(theirs.items()))}
    return {**groups, "Sans espace": alone} if alone else groups
