"""Reads the first steps: the meeting and its clock, support, coordinator, sessions, early missions."""

from datetime import date

from django.db.models import QuerySet, Sum

from maillage.community.communities.models import Community
from maillage.community.creation.models import AcceleratorSession, ContactMeeting, EarlyCoordinator, EarlyMission, Support
from maillage.community.filing import clocks
from maillage.community.filing.clocks import Clock
from maillage.community.filing.models import Transmission
from maillage.law import reader

MISSIONS = "aci/missions/liste"


def meetings(sent: Transmission) -> QuerySet[ContactMeeting]:
    """All dates of a first contact, cancelled ones included, by day."""
    found: QuerySet[ContactMeeting] = ContactMeeting.objects.filter(transmission=sent)
    return found.select_related("proposed_by", "confirmed_by").prefetch_related("objections").order_by("at")


def planned(community: Community) -> QuerySet[ContactMeeting]:
    """The dates of every contact that are neither cancelled nor held, for agendas."""
    found: QuerySet[ContactMeeting] = ContactMeeting.objects.filter(community=community, cancelled_at=None, held_on=None)
    return found.order_by("at")


def calendar(community: Community) -> QuerySet[ContactMeeting]:
    """What a calendar shows: every meeting that was not cancelled."""
    found: QuerySet[ContactMeeting] = ContactMeeting.objects.filter(community=community, cancelled_at=None)
    return found.order_by("at")


def met_on(sent: Transmission) -> date | None:
    """The day of the first meeting held after a contact, that nobody contests."""
    held = ContactMeeting.objects.filter(transmission=sent, objections=None).exclude(held_on=None).order_by("held_on").first()
    return held.held_on if held else None


def contact_clock(sent: Transmission) -> Clock:
    """The fifteen days of a contact, stopped by the first meeting held."""
    return clocks.first_meeting(sent.sent_on, met_on=met_on(sent))


def supports(community: Community) -> QuerySet[Support]:
    """What was granted before the contract, oldest first, contested or not; what was recorded by error is left out."""
    found: QuerySet[Support] = Support.objects.filter(community=community, withdrawn_at=None)
    return found.select_related("recorded_by").prefetch_related("objections").order_by("decided_on", "recorded_at")


def supported(community: Community) -> int:
    """Cents granted in all, without what is contested."""
    return supports(community).filter(objections=None).aggregate(sum=Sum("amount"))["sum"] or 0


def coordinator(community: Community) -> EarlyCoordinator | None:
    """The early coordinator, if there is one."""
    found: EarlyCoordinator | None = EarlyCoordinator.objects.filter(community=community).select_related("updated_by").first()
    return found


def sessions(community: Community) -> QuerySet[AcceleratorSession]:
    """Sessions of the accelerator, by day."""
    found: QuerySet[AcceleratorSession] = AcceleratorSession.objects.filter(community=community)
    return found.select_related("recorded_by")


def early_missions(community: Community) -> QuerySet[EarlyMission]:
    """Missions that already run, oldest first."""
    found: QuerySet[EarlyMission] = EarlyMission.objects.filter(community=community)
    return found.select_related("recorded_by")


def socle_missions(day: date) -> tuple[str, ...]:
    """Keys of the missions that the law of a day calls socle."""
    version = reader.load().at(MISSIONS, day)
    return tuple(key for key, value in version.values.items() if value.value == "socle")
