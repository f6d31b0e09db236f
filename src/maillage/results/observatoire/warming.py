"""What the first pages of the observatory need, computed before anybody asks."""

from datetime import date

from maillage.results.observatoire.maps import territory_map
from maillage.results.observatoire.source import WARMING, loaded
from maillage.results.observatoire.territory import FRANCE
from maillage.results.observatoire.view import view


def warm(today: date) -> None:
    """The map and the figures of France; what they are made of then serves every other place."""
    with WARMING:
        coverage = loaded(today)
        territory_map(coverage, FRANCE, FRANCE)
        if not coverage.is_empty:
            view(coverage, FRANCE, FRANCE)
