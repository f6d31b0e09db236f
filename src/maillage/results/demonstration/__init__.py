"""The demonstration: invented tables in the warehouse, and four fictitious CPTS with their people and their funders."""

from maillage.results.demonstration.people import is_populated, populate
from maillage.results.demonstration.tables import is_ready, prepare

__all__ = ["is_populated", "is_ready", "populate", "prepare"]
