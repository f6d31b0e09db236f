"""Each act on a file has its address; a refusal shows the page again, with what was typed."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from maillage.accounts.refusals import UnableToSave
from maillage.accounts.roles import Permission
from maillage.community.creation.models import Support
from maillage.institutions import instruction
from maillage.www.components import objecting
from maillage.www.institution.acts import ACTS, offered
from maillage.www.institution.presenters import files
from maillage.www.institution.views.page import file_page, found
from maillage.www.shared.confirming import METHODS, Question, ask, refuse
from maillage.www.shared.espace import Visit, of_institution
from maillage.www.shared.formats import euros, typed


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


@of_institution(Permission.DECIDER, methods=METHODS)
def support(request: HttpRequest, visit: Visit, key: UUID, given: UUID) -> HttpResponse:
    """A support of this institution: withdrawn when it recorded it, contested with a reason when the CPTS did."""
    sent, back = found(visit, key).sent, f"{visit.home}dossiers/{key}/"
    row = get_object_or_404(Support.objects.filter(transmission=sent, institution_name=visit.institution.name), pk=given)
    what = f"le soutien « {row.purpose} » ({euros(row.amount)})"
    if not row.by_institution:

        def act(reason: str) -> None:
            instruction.contest_support(visit.institution, row, reason=reason, by=visit.person, now=visit.now)

        gone = "Il reste lisible et quitte les sommes ; la CPTS lit votre motif."
        asking = objecting.asked(request, visit, f"Contester {what} ?", gone, "Contester", act, back)
        return asking or redirect(back)
    question = Question(f"Retirer {what} ?", "Il quitte les sommes ; les deux journaux en gardent la trace.", "Retirer", back)
    if asking := ask(request, visit, question):
        return asking
    try:
        instruction.withdraw_support(visit.institution, row, by=visit.person, now=visit.now)
    except UnableToSave as error:
        return refuse(request, visit, question, error)
    return redirect(back)


VIEWS = {name: _view(name) for name in ACTS}
