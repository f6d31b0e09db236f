"""The filing of the health project: what is missing, the frozen copy, its receipt, its clock, its outcome."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from maillage.accounts.refusals import UnableToSave
from maillage.accounts.roles import Permission
from maillage.community.filing import actions, selectors
from maillage.community.filing.models import Transmission, TransmissionKind, Way
from maillage.institutions import receipts
from maillage.results.cpts.project import frozen
from maillage.www.components.attachments import receive
from maillage.www.components.receipt_form import SUBJECT, ReceiptForm
from maillage.www.depot.forms.filing import AnswerForm, FilingForm
from maillage.www.depot.presenters import filing as presenter
from maillage.www.shared import espace
from maillage.www.shared.acting import done, refusals
from maillage.www.shared.confirming import METHODS, Question, ask
from maillage.www.shared.espace import Visit, of_community
from maillage.www.shared.formats import typed


@of_community(Permission.VOIR)
def index(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Where the project stands, and the next act."""
    return _page(request, visit)


@of_community(Permission.TRANSMETTRE, methods=("POST",))
def file(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Freezes a copy and files it."""
    received = receive(request, visit, subject="Dépôt et validation")
    form = FilingForm(received.data, today=visit.today, community=visit.community)
    received.refuse(form)

    def act(clean: dict[str, Any]) -> None:
        receipts.transmit(
            visit.community,
            today=visit.today,
            kind=TransmissionKind.PROJET,
            content=frozen(visit.community, visit.today),
            sent_on=clean["sent_on"],
            by=visit.person,
            now=visit.now,
            way=Way(clean["way"]),
            annexes=form.chosen(),
        )

    if not done(form, act):
        return _page(request, visit, status=400, filing=form)
    messages.success(request, "Le projet est déposé : sa copie est figée, et son empreinte écrite ci-dessous.")
    return redirect("depot:index", visit.community.slug)


@of_community(Permission.TRANSMETTRE, methods=("POST",))
def receipt(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Declares the receipt from the paper that came back, when the agency has not dated it."""
    received = receive(request, visit, subject=SUBJECT)
    sent, form = _current(visit), ReceiptForm(received.data, community=visit.community)
    received.refuse(form)

    def act(clean: dict[str, Any]) -> None:
        given = {"received_on": clean["received_on"], "reference": clean["reference"], "proofs": form.chosen()}
        receipts.declare(sent, **given, by=visit.person, now=visit.now, today=visit.today)

    if not done(form, act):
        return _page(request, visit, status=400, receipt=form)
    said = "La réception est déclarée : l'agence du territoire, si elle est dans Maillage, peut la confirmer ou la contester."
    messages.success(request, typed(said))
    return redirect("depot:index", visit.community.slug)


@of_community(Permission.TRANSMETTRE, methods=METHODS)
def withdraw(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Asks, then takes the file back, to file it again."""
    sent, back = _current(visit), f"{visit.home}depot/"
    gone = "Le délai s'arrête. La copie reste lisible ; vous pourrez déposer à nouveau."
    if asking := ask(request, visit, Question(f"Retirer « {sent} » ?", gone, "Retirer ce dossier", back)):
        return asking
    try:
        actions.withdraw(sent, on=visit.today, by=visit.person, now=visit.now)
    except UnableToSave as refused:
        return _page(request, visit, status=400, refused=refused)
    messages.success(request, "Le dossier est retiré : vous pouvez le compléter et le déposer à nouveau.")
    return redirect("depot:index", visit.community.slug)


@of_community(Permission.REDIGER, methods=("POST",))
def answer(request: HttpRequest, visit: Visit, key: UUID) -> HttpResponse:
    """Answers a piece that an institution asked for."""
    asked = get_object_or_404(selectors.unanswered(_current(visit)), pk=key)
    received = receive(request, visit, subject="Dépôt et validation", prefix=str(key))
    form = AnswerForm(received.data, prefix=str(key), community=visit.community)
    received.refuse(form)

    def act(clean: dict[str, Any]) -> None:
        actions.answer_piece(asked, answer=clean["answer"], files=form.chosen(), by=visit.person, now=visit.now)

    if not done(form, act):
        return _page(request, visit, status=400, answer=form)
    messages.success(request, "Votre réponse est transmise avec le dossier.")
    return redirect("depot:index", visit.community.slug)


def _current(visit: Visit) -> Transmission:
    """The latest filing of the project; 404 before the first."""
    found = selectors.latest(visit.community, TransmissionKind.PROJET)
    if found is None:
        raise Http404
    return found


def _page(request: HttpRequest, visit: Visit, *, status: int = 200, **typed_in: Any) -> HttpResponse:
    context = {
        "filing": FilingForm(today=visit.today, community=visit.community),
        "receipt": ReceiptForm(community=visit.community),
        **presenter.page(visit.community, visit.today, typed_in.get("answer")),
        **typed_in,
        "refused": refusals(typed_in.values()),
    }
    return espace.page(request, visit, "depot/depot.html", context, status=status)
