"""The form of a private calendar address, in a CPTS as in an institution (`components/private_calendar.html`)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse

from maillage.accounts import calendars
from maillage.accounts.calendars import Agenda
from maillage.www.shared.confirming import Question, ask
from maillage.www.shared.espace import Visit


def change(request: HttpRequest, visit: Visit, agenda: Agenda[Any], back: str) -> HttpResponse | None:
    """Makes an address for the visitor, changes it (the one before dies) or withdraws it (« retirer »): the page that asks before
    an address dies, None once it is done."""
    known = agenda.link_of(visit.person)
    if known and (asking := ask(request, visit, _question(back, leaving="retirer" in request.POST))):
        return asking
    if "retirer" in request.POST:
        calendars.withdraw(agenda, by=visit.person, now=visit.now)
        messages.success(request, "L'adresse est retirée : les calendriers qui la lisaient ne reçoivent plus rien.")
    elif known:
        calendars.make(agenda, by=visit.person, now=visit.now)
        messages.success(
            request, "L'adresse est changée : l'ancienne n'ouvre plus rien, copiez la nouvelle dans votre calendrier."
        )
    else:
        calendars.make(agenda, by=visit.person, now=visit.now)
        messages.success(request, "Votre adresse privée est prête : copiez-la dans votre calendrier.")
    return None


def _question(back: str, *, leaving: bool) -> Question:
    gone = "Les calendriers qui lisent l'adresse d'aujourd'hui ne recevront plus rien."
    if leaving:
        return Question("Retirer l'adresse privée de votre agenda ?", gone, "Retirer l'adresse", back)
    return Question(
        "Changer l'adresse privée de votre agenda ?", f"{gone} Vous leur donnerez la nouvelle.", "Changer l'adresse", back
    )
