"""Tells the agency of a territory that a file reached it on a day that it did not give itself: it may contest that day.

What the CPTS files by Maillage, and what it declares from a paper, pass here.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from maillage.accounts import roles, turns
from maillage.accounts.models import User
from maillage.accounts.roles import Permission
from maillage.accounts.walls import within
from maillage.community.communities.models import Community
from maillage.community.filing import actions as filing
from maillage.community.filing import selectors as filed
from maillage.community.filing.models import Transmission
from maillage.community.library.models import File
from maillage.institutions import files as desk
from maillage.institutions import selectors
from maillage.institutions.models import Institution, InstitutionGrant, Kind


@turns.act
def transmit(community: Community, *, now: datetime, today: date, **given: Any) -> Transmission:
    """`filing.transmit`, and the agency is told of the day when the clock of a project starts."""
    sent = filing.transmit(community, now=now, **given)
    tell(sent, now=now, today=today)
    return sent


@turns.act
def declare(
    sent: Transmission, *, received_on: date, reference: str, proofs: Sequence[File], by: User, now: datetime, today: date
) -> None:
    """The CPTS gives the day of a receipt, with its proof, and the agency is told."""
    given: dict[str, Any] = {"received_on": received_on, "reference": reference, "proofs": proofs}
    filing.date_receipt(sent, **given, by=by, now=now, today=today)
    tell(sent, now=now, today=today)


def tell(sent: Transmission, *, now: datetime, today: date) -> bool:
    """Once: the agencies of the territory where somebody may answer; False when there is none, or nothing to tell.

    The line of the journal that says it is told to them as any other: in their space, and by mail.
    """
    found = filed.standing(sent, today)
    names = [one.name for one in attended(sent.community)]
    return found.receipt is not None and filing.tell_receipt(found.receipt, names=names, now=now)


def tell_waiting(institution: Institution, *, today: date, now: datetime) -> None:
    """The days that no agency could be told of when they were given: there was none here, or nobody in it."""
    if institution.kind != Kind.ARS:
        return
    with within(*selectors.portfolio(institution)):
        for one in desk.files(institution, today):
            if one.is_open and one.standing.may_be_contested and one.standing.contest_until is None:
                tell(one.sent, now=now, today=today)


def attended(community: Community) -> list[Institution]:
    """The regional agencies of the territory where at least one agent may contest what is told."""
    able = [role.key for role in roles.who_may(Permission.INSTRUIRE, roles.INSTITUTION)]
    held = set(InstitutionGrant.objects.filter(until=None, role__in=able).values_list("institution_id", flat=True))
    return [place for place in selectors.competent_for(community, Kind.ARS) if place.pk in held]
