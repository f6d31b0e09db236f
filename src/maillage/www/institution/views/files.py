"""Files to instruct: the list by clock, and the page of one."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse

from maillage.accounts.roles import Permission
from maillage.community.filing.models import TransmissionKind
from maillage.institutions import files as desk
from maillage.www.institution.presenters import files as shown
from maillage.www.institution.views.page import file_page, found
from maillage.www.shared import errors, espace
from maillage.www.shared.espace import Visit, of_institution

PER_PAGE = 50


@of_institution(Permission.INSTRUIRE)
def listing(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Transmissions of the portfolio, the clock that ends first on top."""
    try:
        asked = shown.Asked.read(request.GET)
    except shown.InvalidFilter as refused:
        return errors.page(request, 400, explanation=str(refused))
    every = desk.files(visit.institution, visit.today)
    page = Paginator(asked.kept(every, visit), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "asked": asked,
        "page": page,
        "lines": [shown.line(one, visit) for one in page.object_list],
        "is_empty": not every,
        "states": shown.STATES.items(),
        "alerts": shown.ALERTS.items(),
        "kinds": TransmissionKind.choices,
        "departements": sorted({code for one in every for code in one.community.departements}),
        "cpts": next((one.community.name for one in every if one.community.slug == asked.cpts), ""),
    }
    return espace.page(request, visit, "institution/dossiers.html", context)


@of_institution(Permission.INSTRUIRE)
def page(request: HttpRequest, visit: Visit, key: UUID) -> HttpResponse:
    """The frozen copy, what was answered, and what this institution may do."""
    return file_page(request, visit, found(visit, key))
