"""The dashboard of a CPTS."""

from django.http import HttpRequest, HttpResponse

from maillage.accounts.roles import Permission
from maillage.community.communities import selectors as communities
from maillage.results.cpts import path
from maillage.results.cpts.due import due
from maillage.results.cpts.stage import Stage, stage_of
from maillage.results.cpts.terms import terms_of
from maillage.www.communaute.presenters import dashboard
from maillage.www.components import news
from maillage.www.shared import espace, formats
from maillage.www.shared.espace import Visit, of_community


@of_community(Permission.VOIR)
def board(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What is due, who waits for whom, the chain; three steps instead when nothing began."""
    standing, found = stage_of(visit.community, visit.today), due(visit.community, visit.today)
    if Permission.ACCES not in visit.may:
        found = tuple(one for one in found if one.kind != "invitation")  # its page is not open to them
    under_contract = standing.stage == Stage.ACI_SIGNE
    step = None if under_contract else path.next_step(visit.community, visit.today)
    signed = under_contract or (standing.stage == Stage.PROJET_VALIDE and bool(terms_of(visit.community)))
    version = communities.perimeter(visit.community, visit.today)
    people = communities.people(visit.community).values("person").distinct().count()
    context = {
        "stage": standing.stage.label,
        "filing": standing.filing,
        "since": formats.long_day(standing.since),
        "news": news.board(request, visit),
        "is_new": standing.stage == Stage.IDEE and not any(one.is_ours for one in found),
        "step": dashboard.step_now(step, visit.home),
        "steps": dashboard.first_steps(visit.home, visit.may, invited=people > 1),
        "groups": dashboard.groups(found, visit.home, visit.today),
        "waits": dashboard.waits(found, visit.home),
        "chain": dashboard.chain(standing, found, len(version.codes) if version else 0, visit.home, signed=signed),
    }
    return espace.page(request, visit, "communaute/tableau.html", context)
