"""Reads the association: its pieces, its assemblies and their quorum."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from maillage.community.communities.models import Community
from maillage.community.governance.models import Assembly, AssemblyPresence, AssociationPiece, Piece, Resolution


@dataclass(frozen=True, slots=True)
class CollegeQuorum:
    """One college of an assembly: people called, present, represented, and how many it needs."""

    name: str
    convened: int
    present: int
    represented: int
    needed: int

    @property
    def is_reached(self) -> bool:
        return self.present + self.represented >= self.needed


def pieces(community: Community) -> Mapping[str, AssociationPiece]:
    """The pieces that are done, by key."""
    return {row.key: row for row in AssociationPiece.objects.filter(community=community).select_related("recorded_by")}


def missing(community: Community) -> list[Piece]:
    """The pieces still to be done, in order."""
    done = set(AssociationPiece.objects.filter(community=community).values_list("key", flat=True))
    return [piece for piece in Piece if piece not in done]


def assemblies(community: Community) -> QuerySet[Assembly]:
    """Newest first."""
    found: QuerySet[Assembly] = Assembly.objects.filter(community=community)
    return found.order_by("-at")


def presences(assembly: Assembly) -> QuerySet[AssemblyPresence]:
    """The attendance sheet, by college then name."""
    found: QuerySet[AssemblyPresence] = AssemblyPresence.objects.filter(assembly=assembly)
    return found


def attendees(community: Community) -> QuerySet[AssemblyPresence]:
    """Those who came to any assembly, or were represented, the latest last."""
    found: QuerySet[AssemblyPresence] = AssemblyPresence.objects.filter(community=community)
    return found.order_by("assembly__at", "name")


def resolutions(assembly: Assembly) -> QuerySet[Resolution]:
    """What was voted, in order."""
    found: QuerySet[Resolution] = Resolution.objects.filter(assembly=assembly)
    return found


def quorum(assembly: Assembly) -> list[CollegeQuorum]:
    """The quorum of each college: the share asked of the people called, rounded up."""
    rows = list(presences(assembly))
    return [_college(college["name"], int(college["convened"]), assembly.quorum_percent, rows) for college in assembly.colleges]


def _college(name: str, convened: int, percent: int, rows: list[AssemblyPresence]) -> CollegeQuorum:
    mine = [row for row in rows if row.college == name]
    represented = sum(bool(row.represented_by) for row in mine)
    return CollegeQuorum(name, convened, len(mine) - represented, represented, -(-convened * percent // 100))
