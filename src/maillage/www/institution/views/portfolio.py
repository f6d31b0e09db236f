"""The portfolio of an institution, and its file."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse

from maillage.accounts import journal
from maillage.accounts.roles import Permission
from maillage.results.cpts.portfolio import portfolio
from maillage.results.cpts.stage import Stage
from maillage.www.components import news
from maillage.www.institution.presenters import portfolio as shown
from maillage.www.shared import errors, espace
from maillage.www.shared.downloads import table
from maillage.www.shared.espace import Visit, of_institution

PER_PAGE = 50


@of_institution(Permission.VOIR)
def listing(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Figures for those who follow or fund; what anyone may know for the others."""
    if not shown.sees_figures(visit):
        public = [community for community in visit.portfolio if community.is_public]
        context = {"communities": public, "hidden": len(visit.portfolio) - len(public)}
        return espace.page(request, visit, "institution/annuaire.html", context)
    try:
        asked = shown.Asked.read(request.GET, sees_files=shown.sees_files(visit))
    except shown.InvalidFilter as refused:
        return errors.page(request, 400, explanation=str(refused))
    whole = portfolio(visit.institution, visit.portfolio, visit.today)
    page = Paginator(asked.kept(whole.rows), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "news": None if request.GET else news.board(request, visit),
        "asked": asked,
        "page": page,
        "lines": [shown.line(row, visit) for row in page.object_list],
        "totals": shown.totals(whole, visit),
        "heads": shown.heads(asked, visit),
        "silent": whole.silent,
        "is_empty": not whole.rows,
        "stages": list(Stage),
        "departements": sorted({code for row in whole.rows for code in row.community.departements}),
        "sees_files": shown.sees_files(visit),
    }
    return espace.page(request, visit, "institution/portefeuille.html", context)


@of_institution(Permission.EXPORTER)
def export(request: HttpRequest, visit: Visit, kind: str) -> HttpResponse:
    """The list as it is filtered, whole."""
    if kind not in ("csv", "xlsx"):
        raise Http404
    try:
        asked = shown.Asked.read(request.GET, sees_files=shown.sees_files(visit))
    except shown.InvalidFilter as refused:
        return errors.page(request, 400, explanation=str(refused))
    rows = asked.kept(portfolio(visit.institution, visit.portfolio, visit.today).rows)
    told: dict[str, str | int] = {"nature": "portefeuille", "format": kind, "lignes": len(rows)}
    journal.write("export", by=visit.person, at=visit.now, chain=visit.institution.pk, subject=None, **told)
    name = f"portefeuille-{visit.institution.slug}-{visit.today:%Y-%m-%d}.{kind}"
    return table(shown.columns(visit), (shown.cells(row, visit) for row in rows), name)
