"""An institution, the people who act for it, and what it was told."""

from maillage.institutions.models.alert import ClockAlert
from maillage.institutions.models.calendar import CalendarLink
from maillage.institutions.models.institution import Institution, InstitutionGrant, InstitutionInvitation, Kind

__all__ = ["CalendarLink", "ClockAlert", "Institution", "InstitutionGrant", "InstitutionInvitation", "Kind"]
