"""What the public page of a CPTS says; its preview says the same."""

from datetime import date
from typing import Any

from maillage.community.communities import selectors as communities
from maillage.community.communities.models import Community
from maillage.results.cpts.stage import stage_of
from maillage.results.cpts.territory import weigh
from maillage.www.communaute.presenters import maps, weights
from maillage.www.shared.formats import long_day, number


def page(community: Community, day: date) -> dict[str, Any]:
    """Asked within the walls of the community."""
    version = communities.perimeter(community, day)
    weight = weigh(version.codes if version else (), day)
    standing = stage_of(community, day)
    contacts = (("Siège", community.seat), ("Adresse électronique", community.email), ("Téléphone", community.phone))
    return {
        "community": community,
        "stage": standing.stage.label,
        "filing": standing.filing,
        "since": long_day(standing.since),
        "figures": weights.figures(weight),
        "map": maps.of_territory(weight.territory),
        "communes": [
            (commune.name, commune.code, "n. d." if commune.population is None else number(commune.population))
            for commune in weight.territory.communes
        ],
        "contacts": [(label, text) for label, text in contacts if text],
    }
