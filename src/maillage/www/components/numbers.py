"""Numbers of the association noted in one place and missing in another, offered wherever a document will print them."""

from typing import Any

from maillage.community.governance import numbers
from maillage.www.shared.espace import Visit


def offered(visit: Visit, back: str) -> dict[str, Any]:
    """Context of `components/numbers.html`: what is offered, and the page that comes back, an address inside the space."""
    return {"number_offers": numbers.offers(visit.community), "number_back": back}
