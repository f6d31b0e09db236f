"""A line of the provisional budget, and the dates it supposes."""

from maillage.community.money.models.budget import BudgetLine, Hypothesis

__all__ = ["BudgetLine", "Hypothesis"]
