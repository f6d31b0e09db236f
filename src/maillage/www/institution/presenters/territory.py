"""Who else claims the communes of a file: the territory is one of the two grounds of an opposition."""

from typing import Any

from maillage.institutions.files import File
from maillage.results.cpts.around import overlaps as found
from maillage.results.cpts.portfolio import portfolio
from maillage.www.shared import cutting
from maillage.www.shared.espace import Visit
from maillage.www.shared.formats import plural

_NAMED = 12


def overlaps(visit: Visit, file: File) -> list[dict[str, Any]]:
    """Other CPTS, with the communes in common: those of the portfolio by what they transmitted, and the perimeters loaded."""
    codes = (file.sent.content.get("perimeter") or {}).get("codes") or []
    if not codes:
        return []
    rows = portfolio(visit.institution, visit.portfolio, visit.today).rows
    known = {row.community.name: row.place.codes for row in rows if row.place and row.community.pk != file.community.pk}
    return [
        {
            "name": one.name,
            "href": f"/observatoire/cpts/{one.key}/" if one.origin == "observatoire" else "",
            "stage": one.stage,
            "communes": cutting.names(one.shared, _NAMED),
            "count": plural(len(one.shared), "commune"),
            "people": plural(one.people, "habitant"),
            "fictif": one.fictitious,
        }
        for one in found(codes, visit.today, known=known, name=file.community.name)
    ]
