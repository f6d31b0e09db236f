"""The first contact: the request, its clock, its meeting."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from maillage.accounts.refusals import UnableToSave
from maillage.accounts.roles import Permission
from maillage.community.creation import selectors
from maillage.community.filing import actions as filing
from maillage.community.filing import selectors as files
from maillage.community.filing.models import TransmissionKind
from maillage.institutions import selectors as institutions
from maillage.institutions.models import Institution
from maillage.results.cpts import carriers, letter, path
from maillage.www.creation.forms import ContactForm
from maillage.www.creation.presenters import clock_line
from maillage.www.creation.views import agenda
from maillage.www.shared import espace
from maillage.www.shared.espace import Visit, of_community
from maillage.www.shared.meeting_forms import HeldForm, MeetingForm

KIND = TransmissionKind.CONTACT


@of_community(Permission.VOIR)
def show(request: HttpRequest, visit: Visit) -> HttpResponse:
    return contact_page(request, visit)


def contact_page(request: HttpRequest, visit: Visit, *, status: int = 200, **forms: Any) -> HttpResponse:
    """The contact, its clock and its meetings; `forms` holds the one that was refused."""
    sent = files.latest(visit.community, KIND)
    step = path.steps(visit.today)[0]
    context = {
        "sent": sent,
        "clock": clock_line(selectors.contact_clock(sent), visit.today) if sent else None,
        "readers": sent.content.get("readers", []) if sent else [],
        "step": step,
        "step_why": f"/textes/parametres/{step.parameters[0]}/",
        "meetings": list(selectors.meetings(sent)) if sent else [],
        "feed": agenda.address(visit),
        "meeting_form": MeetingForm(),
        "held_form": HeldForm(auto_id="passee_%s"),
        "refusal": "",
        **forms,
    }
    return espace.page(request, visit, "creation/contact.html", context, status=status)


@of_community(Permission.TRANSMETTRE, methods=("GET", "POST"))
def send(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The request leaves to every competent institution, with the territory as it is today."""
    form = ContactForm(request.POST or None, initial={"carriers": carriers.listed(visit.community)})
    places, refusal = institutions.funders(visit.community), ""
    if request.method == "POST" and form.is_valid():
        try:
            _send(visit, form, places)
        except UnableToSave as error:
            refusal = str(error)
        else:
            messages.success(request, "Votre demande est envoyée : le délai de rencontre court.")
            return redirect("creation:contact", visit.community.slug)
    context = {"form": form, "readers": places, "refusal": refusal}
    status = 400 if request.method == "POST" else 200
    return espace.page(request, visit, "creation/contact_envoyer.html", context, status=status)


@transaction.atomic
def _send(visit: Visit, form: ContactForm, places: list[Institution]) -> None:
    sections = {"porteurs": ("Les porteurs", "carriers"), "message": ("Le message", "message")}
    content = letter.contact(
        visit.community,
        visit.today,
        sections=[{"key": key, "title": title, "body": form.cleaned_data[name]} for key, (title, name) in sections.items()],
        readers=[place.name for place in places],
    )
    filing.transmit(visit.community, kind=KIND, content=content, sent_on=visit.today, by=visit.person, now=visit.now)
