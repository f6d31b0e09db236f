"""The page of one file, as it is first read and as it comes back when an act was refused."""

from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse

from maillage.institutions import files as desk
from maillage.institutions.files import File
from maillage.www.institution.acts import offered
from maillage.www.institution.presenters import content, file, territory
from maillage.www.shared import espace
from maillage.www.shared.espace import Visit


def found(visit: Visit, key: UUID) -> File:
    """A file that the institution reads; 404 for any other."""
    one = desk.file(visit.institution, key, visit.today)
    if one is None:
        raise Http404
    return one


def file_page(
    request: HttpRequest,
    visit: Visit,
    one: File,
    *,
    bound: dict[str, forms.Form] | None = None,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    """`bound` holds the form that was refused, with what was typed."""
    given = bound or {}
    acts = [
        {"name": name, "act": act, "form": given.get(name) or act.blank(name, visit, one), "is_open": name in given}
        for name, act in offered(one, visit).items()
    ]
    context = {
        "file": file.page(one, visit),
        "content": content.read(one.sent.content),
        "acts": acts,
        "overlaps": territory.overlaps(visit, one),
        "refusal": refusal,
    }
    return espace.page(request, visit, "institution/dossier.html", context, status=status)
