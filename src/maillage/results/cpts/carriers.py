"""Who carries the CPTS, as the space knows it already: offered wherever a name is to be written, never written by itself."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from maillage.accounts.roles import ROLES
from maillage.community.communities import selectors as communities
from maillage.community.communities.models import Community
from maillage.community.contract import selectors as contracts
from maillage.community.filing import selectors as filing
from maillage.community.filing.models import TransmissionKind
from maillage.community.governance import selectors as governance
from maillage.kernel.folding import folded
from maillage.kernel.french import join, long_day

_BUREAU = ("presidence", "tresorerie", "secretariat", "bureau")
_QUIET = "lecture"
"""Who only reads carries nothing."""


@dataclass(frozen=True, slots=True)
class Carrier:
    """One person: their name, what they do here, their profession when an attendance sheet says it."""

    name: str
    roles: tuple[str, ...]
    """Keys of roles."""
    profession: str = ""

    @property
    def quality(self) -> str:
        """« coordination et présidence »; who holds more than membership is not presented as a member."""
        told = [key for key in self.roles if key != "adherent"] or self.roles
        return join([ROLES[key].label.lower() for key in told])

    @property
    def signature(self) -> str:
        """« Hélène Marty, présidence »: name and capacity, as a letter or a contract writes them."""
        return f"{self.name}, {self.quality}"


def carriers(community: Community) -> tuple[Carrier, ...]:
    """Those who hold a role, by name. Asked within the walls."""
    professions = {folded(one.name): one.profession for one in governance.attendees(community)}
    held: dict[str, list[str]] = {}
    for grant in communities.people(community):
        if grant.role != _QUIET:
            held.setdefault(str(grant.person.name), []).append(grant.role)
    return tuple(Carrier(name, tuple(roles), professions.get(folded(name), "")) for name, roles in held.items())


def listed(community: Community) -> str:
    """The same as a list in Markdown; empty when nobody holds a role."""
    told = (f"- {one.signature}{f' ({one.profession})' if one.profession else ''}" for one in carriers(community))
    return "\n".join(told)


def bureau(community: Community) -> str:
    """« présidence : Hélène Marty ; trésorerie : … », from the roles given; empty when none is."""
    found = carriers(community)
    told = ((ROLES[key].label.lower(), [one.name for one in found if key in one.roles]) for key in _BUREAU)
    return " ; ".join(f"{label} : {join(names)}" for label, names in told if names)


def signatory(community: Community) -> str:
    """Who signs for the CPTS: who did, else its presidency; empty when nobody presides."""
    last = contracts.last_deed(community)
    if last is not None and last.cpts_representative:
        return str(last.cpts_representative)
    return next((one.signature for one in carriers(community) if "presidence" in one.roles), "")


def signatures(community: Community) -> tuple[str, ...]:
    """Names with their capacity, each once: people of the space, then those that its assemblies and its contract named."""
    known = [one.signature for one in carriers(community)]
    return _once([*known, *(one.sender for one in governance.assemblies(community)), signatory(community)])


def names(community: Community) -> tuple[str, ...]:
    """Names alone, each once: people of the space, then those who came to an assembly or held its chair."""
    return _once([*(one.name for one in carriers(community)), *_of_assemblies(community)])


def expected(community: Community) -> tuple[str, ...]:
    """Who may come to an assembly: those who hold more than the coordination, which may be employed."""
    return tuple(one.name for one in carriers(community) if set(one.roles) - {"coordination"})


def of_contact(community: Community) -> tuple[str, str]:
    """What the first contact said of the carriers, and where it comes from; both empty before it."""
    sent = filing.latest(community, TransmissionKind.CONTACT)
    if sent is None:
        return "", ""
    told = next((one["body"] for one in sent.content.get("sections", []) if one.get("key") == "porteurs"), "")
    return (told, f"prise de contact du {long_day(sent.sent_on)}") if told else ("", "")


def _of_assemblies(community: Community) -> Iterator[str]:
    for assembly in governance.assemblies(community):
        yield from filter(None, (assembly.chair, assembly.secretary))
    for one in governance.attendees(community):
        yield one.name


def _once(found: Iterable[str]) -> tuple[str, ...]:
    """Each as it was first written."""
    kept: dict[str, str] = {}
    for one in filter(None, found):
        kept.setdefault(folded(one), one)
    return tuple(kept.values())
