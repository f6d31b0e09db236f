"""Zones blanches and plan of the territory of an institution: a summary that leads to the observatory."""

from django.http import HttpRequest, HttpResponse

from maillage.accounts.roles import Permission
from maillage.results.cpts.portfolio import portfolio
from maillage.www.institution.presenters import zones
from maillage.www.institution.presenters.portfolio import sees_figures, sees_files
from maillage.www.shared import espace
from maillage.www.shared.espace import Visit, of_institution


@of_institution(Permission.VOIR)
def page(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Who sees figures also sees the CPTS in creation beside the zones."""
    rows = portfolio(visit.institution, visit.portfolio, visit.today).rows if sees_figures(visit) else ()
    context = zones.context(visit, rows, visit.today) | {"sees_files": sees_files(visit)}
    return espace.page(request, visit, "institution/zones.html", context)
