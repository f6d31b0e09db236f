"""Reads objectives, fiches-actions and the diagnosis of the project."""

from django.db.models import Prefetch, QuerySet

from maillage.community.communities.models import Community
from maillage.community.missions.models import DiagnosisSnapshot, FicheAction, Objective


def objectives(community: Community) -> QuerySet[Objective]:
    """In their order, each with its fiches."""
    rows: QuerySet[Objective] = Objective.objects.filter(community=community)
    return rows.select_related("updated_by").prefetch_related(Prefetch("fiches", fiches(community)))


def fiches(community: Community) -> QuerySet[FicheAction]:
    """In their order, without those erased."""
    rows: QuerySet[FicheAction] = FicheAction.objects.filter(community=community, erased_at=None)
    return rows.select_related("objective", "updated_by").order_by("position", "number")


def erased(community: Community) -> QuerySet[FicheAction]:
    """Fiches that may be brought back, newest first."""
    rows: QuerySet[FicheAction] = FicheAction.objects.filter(community=community).exclude(erased_at=None)
    return rows.order_by("-erased_at")


def diagnosis(community: Community) -> DiagnosisSnapshot | None:
    """The copy that stands in the project."""
    found: DiagnosisSnapshot | None = diagnoses(community).last()
    return found


def diagnoses(community: Community) -> QuerySet[DiagnosisSnapshot]:
    """Every copy, oldest first."""
    rows: QuerySet[DiagnosisSnapshot] = DiagnosisSnapshot.objects.filter(community=community)
    return rows.select_related("taken_by").order_by("number")
