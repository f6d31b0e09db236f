"""The contract, prepared step by step: meeting, parties, missions, amounts, annex. The forms write in what is being prepared:
the contract, or the avenant that changes it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from maillage.accounts.refusals import UnableToSave
from maillage.accounts.roles import Permission
from maillage.community.contract import actions, selectors
from maillage.community.contract.models import Contract
from maillage.facts import words
from maillage.results.cpts import contract as results
from maillage.results.cpts import terms
from maillage.www.components import why_tree
from maillage.www.depot.forms.contract import AmountsForm, IndicatorForm, MeetingForm, MissionForm, PartiesForm
from maillage.www.depot.presenters import contract as presenter
from maillage.www.depot.presenters.conflict import differences
from maillage.www.shared import espace
from maillage.www.shared.acting import done, is_stale, refusals
from maillage.www.shared.confirming import METHODS, Question, ask
from maillage.www.shared.espace import Visit, of_community
from maillage.www.shared.rebasing import rebase


@of_community(Permission.VOIR)
def index(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The contract as it stands."""
    return page(request, visit)


@of_community(Permission.VOIR)
def why(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The rule, the parameters and the facts of one amount of the text in force."""
    contract = terms.shown(visit.community, visit.today)
    key = request.GET.get("cle", "")
    explanation = results.explain(visit.community, contract, visit.today, key) if contract else None
    if explanation is None:
        raise Http404
    return espace.page(request, visit, "depot/pourquoi.html", {"why": why_tree.tree(explanation)})


@of_community(Permission.FINANCES, methods=("POST",))
def meeting(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Keeps the record of a meeting."""
    form = MeetingForm(request.POST)

    def act(clean: dict[str, Any]) -> None:
        actions.record_meeting(visit.community, **clean, by=visit.person, now=visit.now, today=visit.today)

    if not done(form, act):
        return page(request, visit, status=400, meeting=form)
    return back(request, visit, "La rencontre est enregistrée.")


@of_community(Permission.FINANCES, methods=("POST",))
def parties(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Opens the contract, or changes the parties and the population of what is being prepared."""
    contract = selectors.last_deed(visit.community)
    form = PartiesForm(request.POST)

    def act(clean: dict[str, Any]) -> None:
        people = presenter.population(visit.community, visit.today, clean["population"], contract)
        values = {**form.values, **people}
        actions.prepare(visit.community, values=values, version=clean["version"], by=visit.person, now=visit.now)

    if not done(form, act):
        return page(request, visit, contract, status=400, parties=form)
    return back(request, visit, "Les parties et la population sont enregistrées.")


@of_community(Permission.FINANCES, methods=("POST",))
def mission(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Adds a mission, or changes it."""
    contract = found(visit)
    form = MissionForm(request.POST, missions=results.mission_names(visit.today))
    if not done(form, lambda clean: actions.set_mission(contract, **clean, by=visit.person, now=visit.now)):
        return page(request, visit, contract, status=400, mission=form)
    return back(request, visit, "La mission est au contrat.")


@of_community(Permission.FINANCES, methods=METHODS)
def remove_mission(request: HttpRequest, visit: Visit, key: str) -> HttpResponse:
    """Asks, then takes a mission out, with its indicators."""
    contract = found(visit)
    if not selectors.missions(contract).filter(mission=key).exists():
        raise Http404
    title = f"Retirer la mission « {words.mission(key)} » de l'acte en préparation ?"
    question = Question(title, "Ses indicateurs et ses montants partent avec elle.", "Retirer la mission", home(visit))
    if asking := ask(request, visit, question):
        return asking
    try:
        actions.remove_mission(contract, mission=key, by=visit.person, now=visit.now)
    except UnableToSave as refused:
        return page(request, visit, contract, status=400, refused=refused)
    return back(request, visit, "La mission et ses indicateurs sont retirés du contrat.")


@of_community(Permission.FINANCES, methods=("POST",))
def amounts(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Keeps the amounts read in the contract."""
    contract = found(visit)
    form = AmountsForm(request.POST, lines=results.amounts(contract))

    def act(clean: dict[str, Any]) -> None:
        actions.save_amounts(contract, amounts=form.amounts, version=clean["version"], by=visit.person, now=visit.now)

    if not done(form, act):
        return page(request, visit, contract, status=400, amounts=form)
    return back(request, visit, "Les montants du contrat sont enregistrés : ils l'emportent sur le tableau national.")


@of_community(Permission.FINANCES, methods=("POST",))
def indicator(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Adds a line to the annex."""
    contract = found(visit)
    form = IndicatorForm(request.POST, missions=presenter.held(contract), years=results.years(contract))
    if not done(form, lambda _: actions.add_indicator(contract, values=form.values, by=visit.person, now=visit.now)):
        return page(request, visit, contract, status=400, indicator=form)
    return back(request, visit, "L'indicateur est à l'annexe.")


@of_community(Permission.FINANCES, methods=METHODS)
def remove_indicator(request: HttpRequest, visit: Visit, key: UUID) -> HttpResponse:
    """Asks, then takes a line off the annex."""
    row = get_object_or_404(selectors.indicators(found(visit)), pk=key)
    question = Question(
        f"Retirer l'indicateur « {row.label} » de l'annexe ?",
        f"Année {row.year} du contrat : ses paliers et leurs montants partent avec lui.",
        "Retirer l'indicateur",
        home(visit),
    )
    if asking := ask(request, visit, question):
        return asking
    try:
        actions.remove_indicator(row, by=visit.person, now=visit.now)
    except UnableToSave as refused:
        return page(request, visit, row.contract, status=400, refused=refused)
    return back(request, visit, "L'indicateur est retiré de l'annexe.")


def found(visit: Visit) -> Contract:
    """What is being prepared, else the last that was signed; 404 before the first contract is opened."""
    contract = selectors.last_deed(visit.community)
    if contract is None:
        raise Http404
    return contract


def shown(visit: Visit) -> Contract:
    """The text that the page of the contract shows; 404 before the first contract is opened."""
    contract = terms.shown(visit.community, visit.today)
    if contract is None:
        raise Http404
    return contract


def back(request: HttpRequest, visit: Visit, sentence: str) -> HttpResponse:
    """To the page of what is being prepared, else to that of the contract, with what was done."""
    messages.success(request, sentence)
    return redirect(home(visit))


def home(visit: Visit) -> str:
    """Address of the page of what is being prepared, else of that of the contract."""
    last = selectors.last_deed(visit.community)
    if last and not last.signed_on and last != terms.shown(visit.community, visit.today):
        return reverse("depot:acte", args=[visit.community.slug, last.pk])
    return reverse("depot:contrat", args=[visit.community.slug])


def page(
    request: HttpRequest, visit: Visit, deed: Contract | None = None, *, status: int = 200, **typed_in: Any
) -> HttpResponse:
    """The page of a deed, of the contract itself when none is given; `typed_in` are forms that were refused. What somebody else
    saved meanwhile is shown beside, and the next save is made knowingly (409)."""
    stale = [name for name, one in typed_in.items() if is_stale(one)]
    if deed and stale:
        deed.refresh_from_db()
    context = {
        **presenter.page(
            visit.community,
            visit.today,
            deed,
            may_sign=Permission.SIGNER in visit.may,
            may_complete=Permission.FINANCES in visit.may,
        ),
        "refused": refusals(typed_in.values()),
    }
    for name in stale:
        status, context["theirs"] = 409, differences(context[name], typed_in[name])
        rebase(typed_in[name], context["contract"].version)
    shown = {**context, **typed_in, "refused": context["refused"]}
    return espace.page(request, visit, "depot/contrat.html", shown, status=status)
