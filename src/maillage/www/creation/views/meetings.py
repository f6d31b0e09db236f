"""Dates proposed, confirmed, held; their minutes; their calendars."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from maillage.accounts.refusals import Stale, UnableToSave
from maillage.accounts.roles import Permission
from maillage.community.creation.actions import contesting, meetings
from maillage.community.creation.models import ContactMeeting
from maillage.community.filing import selectors as files
from maillage.community.filing.models import Transmission, TransmissionKind
from maillage.documents.shared.frozen import FICTIF
from maillage.documents.shared.sheet import Sheet
from maillage.www.components import objecting
from maillage.www.creation.calendars import calendar
from maillage.www.creation.forms import HeldOnForm, MinutesForm
from maillage.www.creation.papers import sheet
from maillage.www.creation.views.contact import contact_page
from maillage.www.shared import espace
from maillage.www.shared.confirming import METHODS, Question, ask
from maillage.www.shared.downloads import attachment
from maillage.www.shared.espace import Visit, of_community
from maillage.www.shared.formats import long_day, typed
from maillage.www.shared.markdown import render as markdown
from maillage.www.shared.meeting_forms import HeldForm, MeetingForm


@of_community(Permission.REDIGER, methods=("POST",))
def propose(request: HttpRequest, visit: Visit) -> HttpResponse:
    form = MeetingForm(request.POST)
    if not form.is_valid():
        return contact_page(request, visit, meeting_form=form, status=400)
    return _do(
        request,
        visit,
        lambda: meetings.propose(
            _contact(visit), at=form.moment, place=form.cleaned_data["place"], by=visit.person, now=visit.now
        ),
        "La date est proposée : elle attend la confirmation de l'agence ou de la caisse.",
        meeting_form=form,
    )


@of_community(Permission.REDIGER, methods=("POST",))
def record(request: HttpRequest, visit: Visit) -> HttpResponse:
    form = HeldForm(request.POST, auto_id="passee_%s")
    if not form.is_valid():
        return contact_page(request, visit, held_form=form, status=400)
    return _do(
        request,
        visit,
        lambda: meetings.record(_contact(visit), **form.cleaned_data, by=visit.person, now=visit.now),
        "La rencontre est enregistrée : écrivez son compte rendu.",
        held_form=form,
    )


@of_community(Permission.REDIGER, methods=METHODS)
def change(request: HttpRequest, visit: Visit, meeting: UUID, what: str) -> HttpResponse:
    """Confirms, cancels once it was asked, or says that it was held."""
    row = _meeting(visit, meeting)
    if what not in ("annuler", "contester") and request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if what == "tenue":
        form = HeldOnForm(request.POST, auto_id=f"tenue-{row.pk}-%s")
        if not form.is_valid():
            return contact_page(request, visit, held_on_form=form, status=400)
        day = form.cleaned_data["held_on"]
        done = "La rencontre est tenue : écrivez son compte rendu."
        return _do(request, visit, lambda: meetings.hold(row, held_on=day, by=visit.person, now=visit.now), done)
    if what == "confirmer":
        return _do(request, visit, lambda: meetings.confirm(row, by=visit.person, now=visit.now), "La date est confirmée.")
    if what == "contester":
        return _contest(request, visit, row)
    if asking := ask(request, visit, _cancelling(visit, row)):
        return asking
    return _do(request, visit, lambda: meetings.cancel(row, by=visit.person, now=visit.now), "La date est annulée.")


@of_community(Permission.VOIR)
def minutes(request: HttpRequest, visit: Visit, meeting: UUID) -> HttpResponse:
    row = _meeting(visit, meeting)
    context = {"meeting": row, "written": markdown(row.minutes)}
    return espace.page(request, visit, "creation/compte_rendu.html", context)


@of_community(Permission.VOIR)
def minutes_paper(request: HttpRequest, visit: Visit, meeting: UUID, ending: str) -> HttpResponse:
    """The minutes on paper; 404 while they are not written."""
    row = _meeting(visit, meeting)
    if not row.minutes or row.held_on is None:
        raise Http404
    title = f"Compte rendu de la rencontre du {long_day(row.held_on)}"
    notices = (typed(FICTIF),) if visit.community.is_fictif else ()
    return sheet(Sheet(title, visit.community.name, row.held_on, row.minutes, (("Lieu", row.place),), notices), ending)


@of_community(Permission.REDIGER, methods=("GET", "POST"))
def write_minutes(request: HttpRequest, visit: Visit, meeting: UUID) -> HttpResponse:
    """A save over a version that somebody changed keeps what was typed (409)."""
    row, status, refusal = _meeting(visit, meeting), 200, ""
    form = MinutesForm(request.POST or None, initial={"body": row.minutes, "version": row.version})
    if request.method == "POST" and form.is_valid():
        try:
            meetings.save_minutes(row, **form.cleaned_data, by=visit.person, now=visit.now)
        except UnableToSave as error:
            status, refusal = (409 if isinstance(error, Stale) else 400), str(error)
            form = MinutesForm(initial={"body": form.cleaned_data["body"], "version": row.version})
        else:
            messages.success(request, "Le compte rendu est enregistré.")
            return redirect("creation:compte_rendu", visit.community.slug, row.pk)
    elif request.method == "POST":
        status = 400
    context = {"meeting": row, "form": form, "refusal": refusal}
    return espace.page(request, visit, "creation/compte_rendu_ecrire.html", context, status=status)


@of_community(Permission.VOIR)
def one_calendar(request: HttpRequest, visit: Visit, meeting: UUID) -> HttpResponse:
    data = calendar(visit.community, [_meeting(visit, meeting)], [], visit.now)
    return attachment(data, "rencontre.ics")


def _do(request: HttpRequest, visit: Visit, act: Callable[[], object], done: str, **forms: object) -> HttpResponse:
    try:
        act()
    except UnableToSave as error:
        return contact_page(request, visit, refusal=str(error), status=400, **forms)
    messages.success(request, done)
    return redirect("creation:contact", visit.community.slug)


def _contest(request: HttpRequest, visit: Visit, row: ContactMeeting) -> HttpResponse:
    """Asks the reason, then contests a meeting that the institution said to be held."""
    title = f"Contester la rencontre du {long_day(row.held_on or timezone.localdate(row.at))} ?"
    gone = "Elle reste lisible, et ne compte plus comme tenue : le délai de quinze jours court à nouveau. L'institution lit votre motif."

    def act(reason: str) -> None:
        contesting.contest_meeting(row, reason=reason, by=visit.person, now=visit.now)

    asking = objecting.asked(request, visit, title, gone, "Contester", act, f"{visit.home}creation/contact/")
    if asking:
        return asking
    messages.success(request, "La rencontre est contestée.")
    return redirect("creation:contact", visit.community.slug)


def _cancelling(visit: Visit, row: ContactMeeting) -> Question:
    when, back = long_day(row.held_on or timezone.localdate(row.at)), f"{visit.home}creation/contact/"
    if row.held_on:
        gone = "Elle ne comptera plus comme tenue : le délai de quinze jours court à nouveau."
        return Question(f"Retirer la rencontre du {when} ?", gone, "Elle n'a pas eu lieu", back)
    return Question(f"Annuler la date du {when} ?", "Les autres parties la liront annulée.", "Annuler cette date", back)


def _contact(visit: Visit) -> Transmission:
    sent = files.latest(visit.community, TransmissionKind.CONTACT)
    if sent is None:
        raise UnableToSave("Envoyez d'abord la prise de contact : la rencontre y répond.")
    return sent


def _meeting(visit: Visit, key: UUID) -> ContactMeeting:
    return get_object_or_404(ContactMeeting.objects, community=visit.community, pk=key)
