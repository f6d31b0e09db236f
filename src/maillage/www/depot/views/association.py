"""The association: its pieces, its statutes and its règlement intérieur."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from maillage.accounts.roles import Permission
from maillage.community.governance import actions, selectors
from maillage.community.governance.models import Piece
from maillage.www.components.section_editor import summary
from maillage.www.depot.forms.association import PieceForm
from maillage.www.depot.frames import TEXTS, frames, outline
from maillage.www.depot.presenters import association as presenter
from maillage.www.shared import espace
from maillage.www.shared.acting import done, refusals
from maillage.www.shared.confirming import Question, ask
from maillage.www.shared.espace import Visit, of_community


@of_community(Permission.VOIR)
def index(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The checklist, and the way to the texts and the assembly."""
    return _page(request, visit)


@of_community(Permission.ASSOCIATION, methods=("POST",))
def piece(request: HttpRequest, visit: Visit, key: str) -> HttpResponse:
    """Dates a piece, corrects it, or takes it back."""
    if key not in Piece:
        raise Http404
    given = Piece(key)
    if "retirer" in request.POST:
        gone = "Sa date et sa note sont effacées : la pièce sera à dater à nouveau. Le journal garde qu'elle l'était."
        question = Question(
            f"Remettre « {given.label} » à faire ?", gone, "Remettre à faire", f"{visit.home}depot/association/#{key}"
        )
        if asking := ask(request, visit, question):
            return asking
        actions.remove_piece(visit.community, key=given, by=visit.person, now=visit.now)
        messages.success(request, f"« {given.label} » est à faire.")
        return redirect("depot:association", visit.community.slug)
    form = PieceForm(request.POST, prefix=key)

    def act(clean: dict[str, Any]) -> None:
        actions.record_piece(visit.community, key=given, **clean, by=visit.person, now=visit.now, today=visit.today)

    if not done(form, act):
        return _page(request, visit, status=400, refused=form)
    messages.success(request, f"« {given.label} » est enregistré.")
    return redirect("depot:association", visit.community.slug)


@of_community(Permission.VOIR)
def statutes(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The articles of the statutes."""
    return _text(request, visit, "statuts")


@of_community(Permission.VOIR)
def rules(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The articles of the règlement intérieur."""
    return _text(request, visit, "reglement")


def _text(request: HttpRequest, visit: Visit, word: str) -> HttpResponse:
    rows = summary(visit.community, frames(visit, word))
    context = {
        "outline": outline(word),
        "word": word,
        "kind": TEXTS[word],
        "rows": rows,
        "written": sum(row.is_written for row in rows),
    }
    return espace.page(request, visit, "depot/texte.html", context)


def _page(request: HttpRequest, visit: Visit, *, status: int = 200, refused: PieceForm | None = None) -> HttpResponse:
    context = {
        "pieces": presenter.pieces(visit.community, refused),
        "assemblies": selectors.assemblies(visit.community),
        "left": len(selectors.missing(visit.community)),
        "all": len(Piece),
        "refused": refusals([refused]),
    }
    return espace.page(request, visit, "depot/association.html", context, status=status)
