"""What the first steps leave: meetings, support, the early coordinator, sessions of the accelerator, early missions."""

from maillage.community.creation.models.accelerator import AcceleratorSession
from maillage.community.creation.models.calendar import CalendarLink
from maillage.community.creation.models.meeting import ContactMeeting
from maillage.community.creation.models.mission import EarlyMission
from maillage.community.creation.models.objection import MeetingObjection, SupportObjection
from maillage.community.creation.models.support import EarlyCoordinator, Support

__all__ = [
    "AcceleratorSession",
    "CalendarLink",
    "ContactMeeting",
    "EarlyCoordinator",
    "EarlyMission",
    "MeetingObjection",
    "Support",
    "SupportObjection",
]
