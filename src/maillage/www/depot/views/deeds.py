"""Avenants, renewals and terminations: what changes or ends a contract that was signed."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from maillage.accounts.refusals import UnableToSave
from maillage.accounts.roles import Permission
from maillage.community.contract import actions, selectors
from maillage.community.contract.models import Contract, Termination
from maillage.results.cpts import terms
from maillage.results.cpts.terms import Term
from maillage.www.depot.forms.deeds import AmendmentForm, RenewalForm, TerminationForm
from maillage.www.depot.views.contract import back, home, page
from maillage.www.shared.acting import done
from maillage.www.shared.confirming import METHODS, Question, ask
from maillage.www.shared.espace import Visit, of_community


@of_community(Permission.VOIR)
def read(request: HttpRequest, visit: Visit, key: UUID) -> HttpResponse:
    """One contract or one avenant, as it was signed or as it is being prepared."""
    return page(request, visit, deed_of(visit, key))


@of_community(Permission.FINANCES, methods=("POST",))
def amendment(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Opens an avenant to the last contract, or changes its day and its reason."""
    until = _last_term(visit).last_day
    form = AmendmentForm(request.POST)

    def act(clean: dict[str, Any]) -> None:
        given: dict[str, Any] = {"values": form.values, "version": clean["version"], "until": until}
        actions.prepare_amendment(visit.community, **given, by=visit.person, now=visit.now)

    if not done(form, act):
        return page(request, visit, _own(visit, number=True), status=400, amendment=form)
    return back(request, visit, "L'avenant est en préparation : dites ce qu'il change, puis enregistrez les signatures.")


@of_community(Permission.FINANCES, methods=("POST",))
def renewal(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Opens the contract that follows, or changes its first day."""
    until = _last_term(visit).last_day
    form = RenewalForm(request.POST)

    def act(clean: dict[str, Any]) -> None:
        given: dict[str, Any] = {"values": form.values, "version": clean["version"], "until": until}
        actions.prepare_renewal(visit.community, **given, by=visit.person, now=visit.now)

    if not done(form, act):
        return page(request, visit, _own(visit, number=False), status=400, renewal=form)
    return back(request, visit, "Le renouvellement est en préparation : relisez ses termes, puis enregistrez les signatures.")


@of_community(Permission.FINANCES, methods=METHODS)
def give_up(request: HttpRequest, visit: Visit, key: UUID) -> HttpResponse:
    """Asks, then abandons a deed that nobody signed."""
    deed = deed_of(visit, key)
    gone = "Cet acte et ce qui y est écrit quittent les pages : cela ne se défait pas. Le contrat en vigueur ne change pas."
    if asking := ask(request, visit, Question(f"Abandonner : {deed} ?", gone, "Abandonner cet acte", home(visit))):
        return asking
    try:
        actions.give_up(deed, by=visit.person, now=visit.now)
    except UnableToSave as refused:
        return page(request, visit, deed, status=400, refused=refused)
    return back(request, visit, f"{deed} : cet acte est abandonné.")


@of_community(Permission.SIGNER, methods=("POST",))
def terminate(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Records that the last contract ends before its term."""
    term = _last_term(visit)
    form = TerminationForm(request.POST)

    def act(clean: dict[str, Any]) -> None:
        given = {**clean, "party": Termination.Party(clean["party"]), "until": term.due_day}
        actions.terminate(term.contract, **given, by=visit.person, now=visit.now, today=visit.today)

    if not done(form, act):
        return page(request, visit, status=400, termination=form)
    return back(request, visit, "La résiliation est enregistrée.")


@of_community(Permission.SIGNER, methods=METHODS)
def remove_termination(request: HttpRequest, visit: Visit, key: UUID) -> HttpResponse:
    """Asks, then takes a termination back."""
    row = get_object_or_404(selectors.terminations(visit.community), pk=key)
    question = Question(
        "Retirer la résiliation du contrat ?",
        f"Enregistrée par {row.recorded_by}, dernier jour le {row.last_day:%d/%m/%Y}. Le contrat court à nouveau jusqu'à son terme.",
        "Retirer la résiliation",
        home(visit),
    )
    if asking := ask(request, visit, question):
        return asking
    try:
        actions.remove_termination(row, by=visit.person, now=visit.now)
    except UnableToSave as refused:
        return page(request, visit, status=400, refused=refused)
    return back(request, visit, "La résiliation est retirée.")


def deed_of(visit: Visit, key: UUID) -> Contract:
    """The deed of an address; 404 when it is of another CPTS."""
    found = next((one for one in selectors.deeds(visit.community) if one.pk == key), None)
    if found is None:
        raise Http404
    return found


def _last_term(visit: Visit) -> Term:
    """The last contract that the three signed; 404 before the first."""
    found = terms.terms_of(visit.community)
    if not found:
        raise Http404
    return found[-1]


def _own(visit: Visit, *, number: bool) -> Contract | None:
    """The avenant, or the renewal, that is being prepared and shows the refused form; else the page of the contract does."""
    last = selectors.last_deed(visit.community)
    return last if last and not last.signed_on and bool(last.number) is number else None
