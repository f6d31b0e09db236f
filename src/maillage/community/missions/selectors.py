"""Reads objectives, fiches-actions, their versions, what is said of them, and the diagnosis of the project."""

from collections.abc import Mapping
from uuid import UUID

from django.db.models import Count, Prefetch, QuerySet

from maillage.community.communities.models import Community
from maillage.community.missions.models import (
    DiagnosisSnapshot,
    FicheAction,
    FicheComment,
    FicheVersion,
    Objective,
    ObjectiveVersion,
)


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


def fiche_versions(fiche: FicheAction) -> QuerySet[FicheVersion]:
    """All that was saved of it, newest first."""
    rows: QuerySet[FicheVersion] = FicheVersion.objects.filter(fiche=fiche)
    return rows.select_related("by").order_by("-number")


def objective_versions(objective: Objective) -> QuerySet[ObjectiveVersion]:
    """All that was saved of it, newest first."""
    rows: QuerySet[ObjectiveVersion] = ObjectiveVersion.objects.filter(objective=objective)
    return rows.select_related("by").order_by("-number")


def comments(fiche: FicheAction) -> QuerySet[FicheComment]:
    """Remarks on a fiche, oldest first."""
    rows: QuerySet[FicheComment] = FicheComment.objects.filter(fiche=fiche)
    return rows.select_related("by", "settled_by").order_by("at")


def open_comments(community: Community) -> Mapping[UUID, int]:
    """Fiche -> how many remarks on it await an answer; those that have none are left out."""
    rows = FicheComment.objects.filter(community=community, settled_at=None).order_by()
    return {row["fiche"]: row["count"] for row in rows.values("fiche").annotate(count=Count("pk"))}


def diagnosis(community: Community) -> DiagnosisSnapshot | None:
    """The copy that stands in the project."""
    found: DiagnosisSnapshot | None = diagnoses(community).last()
    return found


def diagnoses(community: Community) -> QuerySet[DiagnosisSnapshot]:
    """Every copy, oldest first."""
    rows: QuerySet[DiagnosisSnapshot] = DiagnosisSnapshot.objects.filter(community=community)
    return rows.select_related("taken_by").order_by("number")
