"""What was sent to the institutions (contact, letter), and what they answered."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from maillage.accounts.refusals import UnableToSave
from maillage.accounts.roles import Permission
from maillage.community.filing import actions as filing
from maillage.community.filing import selectors as files
from maillage.community.filing.clocks import contest_until
from maillage.community.filing.models import PieceRequest, Transmission, TransmissionKind
from maillage.documents.shared.frozen import Sent
from maillage.institutions import receipts
from maillage.results.cpts.filing_state import basis, describe, history
from maillage.www.components.attachments import receive
from maillage.www.components.receipt_form import SUBJECT, ReceiptForm
from maillage.www.creation.forms import AnswerForm
from maillage.www.creation.papers import paper
from maillage.www.creation.presenters import pieces, territory
from maillage.www.shared import espace
from maillage.www.shared.confirming import METHODS, Question, ask
from maillage.www.shared.espace import Visit, of_community
from maillage.www.shared.markdown import render as markdown

_KINDS = (TransmissionKind.CONTACT, TransmissionKind.LETTRE)


@of_community(Permission.VOIR)
def show(request: HttpRequest, visit: Visit, kind: str, number: int) -> HttpResponse:
    return _page(request, visit, _sent(visit, kind, number))


@of_community(Permission.VOIR)
def document(request: HttpRequest, visit: Visit, kind: str, number: int, ending: str) -> HttpResponse:
    """Made from the frozen copy alone: the same bytes of content, years later."""
    sent = _sent(visit, kind, number)
    return paper(sent.content, Sent(sent.number, sent.sent_on, sent.digest), ending)


@of_community(Permission.TRANSMETTRE, methods=("POST",))
def receipt(request: HttpRequest, visit: Visit, kind: str, number: int) -> HttpResponse:
    """The CPTS declares the receipt from the paper it got back."""
    received = receive(request, visit, subject=SUBJECT)
    sent, form = _sent(visit, kind, number), ReceiptForm(received.data, community=visit.community)
    if received.refuse(form) or not form.is_valid():
        return _page(request, visit, sent, receipt_form=form, status=400)

    def act() -> None:
        given = {name: form.cleaned_data[name] for name in ("received_on", "reference")}
        receipts.declare(sent, **given, proofs=form.chosen(), by=visit.person, now=visit.now, today=visit.today)

    return _do(request, visit, sent, act, "La réception est déclarée, et l'agence prévenue.", receipt_form=form)


@of_community(Permission.REDIGER, methods=("POST",))
def answer(request: HttpRequest, visit: Visit, kind: str, number: int, piece: UUID) -> HttpResponse:
    """Answers a request for a piece."""
    sent = _sent(visit, kind, number)
    asked = get_object_or_404(PieceRequest.objects, transmission=sent, pk=piece)
    received = receive(request, visit, subject=sent.get_kind_display())
    form = AnswerForm(received.data, auto_id=f"{asked.pk}_%s", community=visit.community)
    if received.refuse(form) or not form.is_valid():
        return _page(request, visit, sent, refused=(asked, form), status=400)

    def act() -> None:
        given = {"answer": form.cleaned_data["answer"], "files": form.chosen()}
        filing.answer_piece(asked, **given, by=visit.person, now=visit.now)

    return _do(request, visit, sent, act, "Votre réponse est transmise.", refused=(asked, form))


@of_community(Permission.TRANSMETTRE, methods=METHODS)
def withdraw(request: HttpRequest, visit: Visit, kind: str, number: int) -> HttpResponse:
    """Asks, then takes the file back before any answer; it stays readable, with its date of withdrawal."""
    sent = _sent(visit, kind, number)
    gone = "Il reste lisible, avec sa date de retrait ; vous pourrez en transmettre un autre."
    back = f"{visit.home}creation/envois/{kind}/{number}/"
    if asking := ask(request, visit, Question(f"Retirer « {sent} » ?", gone, "Retirer ce dossier", back)):
        return asking
    done = "Ce dossier est retiré : vous pouvez en transmettre un autre."
    return _do(request, visit, sent, lambda: filing.withdraw(sent, on=visit.today, by=visit.person, now=visit.now), done)


def _page(
    request: HttpRequest,
    visit: Visit,
    sent: Transmission,
    *,
    refused: tuple[PieceRequest, AnswerForm] | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """`refused`: the answer to a piece that comes back with what was typed."""
    standing = files.standing(sent, visit.today)
    sections = sent.content.get("sections", [])
    context = {
        "sent": sent,
        "standing": standing,
        "state": describe(standing),
        "is_open": not files.is_closed(sent, visit.today),
        "sections": [{"title": one["title"], "written": markdown(one["body"])} for one in sections],
        "territory": territory(sent.content.get("perimeter")),
        "opinions": list(files.shared_opinions(sent)),
        "pieces": pieces(sent, refused),
        "annexes": list(files.annexes(sent)),
        "proofs": list(files.proofs(sent)),
        "basis": basis(standing),
        "history": history(sent.receipts.all()),
        "receipt_form": ReceiptForm(community=visit.community),
        "contest_days": (contest_until(visit.today) - visit.today).days,
        "refusal": "",
        **more,
    }
    return espace.page(request, visit, "creation/envoi.html", context, status=status)


def _do(
    request: HttpRequest, visit: Visit, sent: Transmission, act: Callable[[], object], done: str, **forms: Any
) -> HttpResponse:
    try:
        act()
    except UnableToSave as error:
        return _page(request, visit, sent, refusal=str(error), status=400, **forms)
    messages.success(request, done)
    return redirect("creation:envoi", visit.community.slug, sent.kind, sent.number)


def _sent(visit: Visit, kind: str, number: int) -> Transmission:
    found: Transmission | None = None
    if kind in _KINDS:
        found = files.transmissions(visit.community, TransmissionKind(kind)).filter(number=number).first()
    if found is None:
        raise Http404
    return found
