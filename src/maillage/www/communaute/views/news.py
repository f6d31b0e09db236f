"""What happened lately in a CPTS, read or not."""

from django.http import HttpRequest, HttpResponse

from maillage.accounts.roles import Permission
from maillage.www.components import news
from maillage.www.shared import espace
from maillage.www.shared.espace import Visit, of_community


@of_community(Permission.VOIR)
def page(request: HttpRequest, visit: Visit) -> HttpResponse:
    return espace.page(request, visit, "layout/nouveautes.html", {"rows": news.rows(news.of(visit, None))})
