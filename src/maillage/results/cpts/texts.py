"""The statutes and the règlement intérieur: what the CPTS wrote, and the words of the model where it wrote nothing."""

from dataclasses import dataclass
from datetime import date

from maillage.community.communities import selectors as communities
from maillage.community.communities.models import Community
from maillage.community.drafting import selectors as drafting
from maillage.community.drafting.models import TextKind
from maillage.community.governance import outlines
from maillage.community.governance.outlines import ModelSection
from maillage.results import territoires


@dataclass(frozen=True, slots=True)
class Article:
    """One article: what the CPTS wrote, else what the model proposes."""

    title: str
    body: str
    is_model: bool


def commune_names(community: Community, day: date) -> tuple[str, ...]:
    """Those of the perimeter; none before it is chosen."""
    perimeter = communities.perimeter(community, day)
    return tuple(one.name for one in territoires.describe(perimeter.codes).communes) if perimeter else ()


def words(community: Community, section: ModelSection, day: date) -> str:
    """The words of the model, filled with what is known of the CPTS."""
    return outlines.filled(section, name=community.name, seat=community.seat, communes=commune_names(community, day))


def articles(community: Community, text: TextKind, day: date) -> list[Article]:
    """Every article of a text, in the order of the model."""
    bodies = drafting.bodies(community, text)
    return [
        Article(one.title, bodies.get(one.key) or words(community, one, day), one.key not in bodies)
        for one in outlines.OUTLINES[text].sections
    ]
