"""An institution, the people who act for it, and what it was told."""

from maillage.institutions.models.alert import ClockAlert
from maillage.institutions.models.calendar import CalendarLink
from maillage.institutions.models.institution import FUNDERS, Institution, InstitutionGrant, InstitutionInvitation, Kind
from maillage.institutions.models.notice import Notice

__all__ = [
    "FUNDERS",
    "CalendarLink",
    "ClockAlert",
    "Institution",
    "InstitutionGrant",
    "InstitutionInvitation",
    "Kind",
    "Notice",
]
