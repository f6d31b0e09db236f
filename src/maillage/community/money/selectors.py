"""Reads the provisional budget."""

from django.db import models
from django.db.models import QuerySet

from maillage.community.communities.models import Community
from maillage.community.money.models import BudgetLine, Hypothesis


def lines(community: Community) -> QuerySet[BudgetLine]:
    """Receipts and expenses typed, by side, heading, mission and label."""
    rows: QuerySet[BudgetLine] = BudgetLine.objects.filter(community=community)
    return rows.select_related("updated_by", "fiche").order_by("side", "account", "mission", "label", "year")


def of_fiche(fiche: models.Model) -> QuerySet[BudgetLine]:
    """The lines that took up the budget of a fiche-action, by year."""
    rows: QuerySet[BudgetLine] = BudgetLine.objects.filter(fiche_id=fiche.pk)
    return rows.order_by("year")


def hypothesis(community: Community) -> Hypothesis | None:
    """The dates supposed; None until somebody says them."""
    found: Hypothesis | None = Hypothesis.objects.filter(community=community).first()
    return found
