"""A date of a first contact: confirmed, cancelled, or held."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.utils import timezone

from maillage.accounts.refusals import UnableToSave
from maillage.accounts.roles import Permission
from maillage.community.creation.models import ContactMeeting
from maillage.institutions import instruction
from maillage.www.components import objecting
from maillage.www.institution.views.page import file_page, found
from maillage.www.shared.confirming import METHODS, Question, ask
from maillage.www.shared.espace import Visit, of_institution
from maillage.www.shared.formats import long_day, typed


def _hold(visit: Visit, meeting: ContactMeeting) -> None:
    day = timezone.localdate(meeting.at)
    instruction.hold_meeting(visit.institution, meeting, held_on=day, by=visit.person, now=visit.now)


_ACTS: dict[str, tuple[Callable[[Visit, ContactMeeting], None], str]] = {
    "confirmer": (lambda v, m: instruction.confirm_meeting(v.institution, m, by=v.person, now=v.now), "La date est confirmée."),
    "annuler": (lambda v, m: instruction.cancel_meeting(v.institution, m, by=v.person, now=v.now), "La date est annulée."),
    "tenue": (_hold, "La rencontre est enregistrée comme tenue : le délai de quinze jours est arrêté."),
}


@of_institution(Permission.INSTRUIRE, methods=METHODS)
def change(request: HttpRequest, visit: Visit, key: UUID, meeting: UUID, act: str) -> HttpResponse:
    file = found(visit, key)
    row = ContactMeeting.objects.filter(pk=meeting, transmission=file.sent).first()
    if row is None or act not in (*_ACTS, "contester"):
        raise Http404
    if act == "contester":
        return _contest(request, visit, row)
    if act != "annuler" and request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if act == "annuler" and (asking := ask(request, visit, _cancelling(visit, row))):
        return asking
    run, done = _ACTS[act]
    try:
        run(visit, row)
    except UnableToSave as refused:
        return file_page(request, visit, found(visit, key), refusal=typed(str(refused)), status=400)
    messages.success(request, typed(done))
    return redirect("institution:dossier", visit.institution.slug, key)


def _contest(request: HttpRequest, visit: Visit, row: ContactMeeting) -> HttpResponse:
    """Asks the reason, then contests a meeting that the CPTS said to be held."""
    title = f"Contester la rencontre du {long_day(row.held_on or timezone.localdate(row.at))} ?"
    gone = (
        "Elle reste lisible, et ne compte plus comme tenue : le délai de quinze jours court à nouveau. La CPTS lit votre motif."
    )
    back = f"{visit.home}dossiers/{row.transmission_id}/"

    def contest(reason: str) -> None:
        instruction.contest_meeting(visit.institution, row, reason=reason, by=visit.person, now=visit.now)

    return objecting.asked(request, visit, title, gone, "Contester", contest, back) or redirect(back)


def _cancelling(visit: Visit, row: ContactMeeting) -> Question:
    when, back = long_day(timezone.localdate(row.at)), f"{visit.home}dossiers/{row.transmission_id}/"
    return Question(f"Annuler la date du {when} ?", "La CPTS la lira annulée.", "Annuler cette date", back)
