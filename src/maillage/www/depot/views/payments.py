"""« Reçu ? »: the payments of one day, said to have come or not yet; correcting is saying it again."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from maillage.accounts.roles import Permission
from maillage.community.contract import actions
from maillage.results.cpts import payments, terms
from maillage.results.cpts.payments import Expected
from maillage.www.depot.forms.payments import PaymentsForm
from maillage.www.depot.views.contract import back
from maillage.www.shared import espace
from maillage.www.shared.acting import done, refusals
from maillage.www.shared.espace import Visit, of_community


@of_community(Permission.FINANCES, methods=("GET", "POST"))
def day(request: HttpRequest, visit: Visit, key: str) -> HttpResponse:
    """The form of one day, and what was said of each of its payments."""
    lines = _of(visit, key)
    form = PaymentsForm(request.POST if request.method == "POST" else None, lines=lines)

    def act(_: dict[str, Any]) -> None:
        actions.tell_payments(visit.community, said=form.said, by=visit.person, now=visit.now, today=visit.today)

    if request.method == "POST" and done(form, act):
        return back(request, visit, "C'est enregistré : la page du contrat dit ce qui est arrivé.")
    context = {"form": form, "on": lines[0].on, "refused": refusals([form])}
    return espace.page(request, visit, "depot/versement.html", context, status=400 if form.errors else 200)


def _of(visit: Visit, key: str) -> list[Expected]:
    """The payments of a day that has passed; 404 for another."""
    try:
        on = date.fromisoformat(key)
    except ValueError:
        raise Http404 from None
    expected = payments.past(visit.community, terms.terms_of(visit.community), visit.today)
    if lines := [one for one in expected if one.on == on]:
        return lines
    raise Http404
