"""What an institution may read of its portfolio: everything of a CPTS of its territory, and of one that left, what reached it
before. Asked within the walls of the portfolio."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from maillage.community.communities import selectors as communities
from maillage.community.communities.models import Community, Perimeter
from maillage.community.contract.models import Contract, ContractCopy, Signature
from maillage.community.filing.models import Transmission
from maillage.institutions.models import Institution


class Competence:
    """That of an institution, as the perimeters say it on a day."""

    def __init__(self, institution: Institution, day: date) -> None:
        self._everywhere = institution.is_national
        self._mine = frozenset(institution.departements)
        self._versions: dict[UUID, list[Perimeter]] = {}
        if not self._everywhere:
            for version in communities.every_perimeter():
                self._versions.setdefault(version.community_id, []).append(version)
        self._present = {key for key, versions in self._versions.items() if self._touches(versions, day)}

    def reads(self, sent: Transmission) -> bool:
        """Whether it is competent now, or was for the perimeters known when the file was transmitted."""
        return self._reads(sent.community_id, sent.sent_on, sent.recorded_at)

    def covers(self, community: Community) -> bool:
        """Whether the CPTS is in its territory now."""
        return self._everywhere or community.pk in self._present

    def knows(self, contract: Contract) -> bool:
        """The same for a text of a contract, once a signature of each party was recorded, contested since or not; nothing of one
        that is being prepared."""
        signatures = contract.signatures.all()
        if {one.party for one in signatures} != set(Signature.Party.values):
            return False
        signed_on, recorded_at = (max(getattr(one, name) for one in signatures) for name in ("signed_on", "recorded_at"))
        return self._reads(contract.community_id, signed_on, recorded_at)

    def reads_copy(self, copy: ContractCopy) -> bool:
        """The same for a copy of a contract that is being prepared, when it was transmitted."""
        return self._reads(copy.community_id, copy.sent_on, copy.recorded_at)

    def _reads(self, community: UUID, on: date, at: datetime) -> bool:
        if self._everywhere or community in self._present:
            return True
        return self._touches([one for one in self._versions.get(community, ()) if one.created_at <= at], on)

    def _touches(self, versions: Iterable[Perimeter], on: date) -> bool:
        return not self._mine.isdisjoint(communities.departements(list(versions), on))
