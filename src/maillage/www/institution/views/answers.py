"""Each act on a file has its address; a refusal shows the page again, with what was typed."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from maillage.accounts.refusals import UnableToSave
from maillage.www.institution.acts import ACTS, offered
from maillage.www.institution.presenters import files
from maillage.www.institution.views.page import file_page, found
from maillage.www.shared.espace import Visit, of_institution
from maillage.www.shared.formats import typed


def _view(name: str) -> Callable[..., HttpResponse]:
    act = ACTS[name]

    @of_institution(act.permission, methods=("POST",))
    def answer(request: HttpRequest, visit: Visit, key: UUID) -> HttpResponse:
        file, form, refusal = found(visit, key), act.bound(name, request.POST), ""
        if name not in offered(file, visit):
            refusal = f"{act.title} : ce dossier ne l'attend pas, ou plus. Son état : {files.state(file).lower()}."
        elif form.is_valid():
            try:
                act.run(visit, file.sent, form)
            except UnableToSave as refused:
                refusal = str(refused)
            else:
                messages.success(request, typed(act.done))
                return redirect("institution:dossier", visit.institution.slug, key)
        return file_page(request, visit, found(visit, key), bound={name: form}, refusal=typed(refusal), status=400)

    return answer


VIEWS = {name: _view(name) for name in ACTS}
