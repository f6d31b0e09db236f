"""Reads the provisional budget."""

from django.db.models import QuerySet

from maillage.community.communities.models import Community
from maillage.community.money.models import BudgetLine, Hypothesis


def lines(community: Community) -> QuerySet[BudgetLine]:
    """Receipts and expenses typed, by side, heading, mission and label."""
    rows: QuerySet[BudgetLine] = BudgetLine.objects.filter(community=community)
    return rows.select_related("updated_by").order_by("side", "account", "mission", "label", "year")


def hypothesis(community: Community) -> Hypothesis | None:
    """The dates supposed; None until somebody says them."""
    found: Hypothesis | None = Hypothesis.objects.filter(community=community).first()
    return found
