"""The project on one page: its parts, what each lacks, where to write it."""

from django.http import HttpRequest, HttpResponse

from maillage.accounts.roles import Permission
from maillage.results.cpts import completeness
from maillage.www.projet.presenters import outline
from maillage.www.shared import espace
from maillage.www.shared.espace import Visit, of_community


@of_community(Permission.VOIR)
def index(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The outline with its completeness."""
    lines = completeness.lines(visit.community, visit.today)
    return espace.page(request, visit, "projet/index.html", outline.page(visit, lines))
