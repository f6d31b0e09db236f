"""The form of a private calendar address, in a CPTS as in an institution (`components/private_calendar.html`)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest

from maillage.accounts import calendars
from maillage.accounts.calendars import Agenda
from maillage.www.shared.espace import Visit


def change(request: HttpRequest, visit: Visit, agenda: Agenda[Any]) -> None:
    """Makes a new address for the visitor (the one before dies), or withdraws it (« retirer »)."""
    if "retirer" in request.POST:
        calendars.withdraw(agenda, by=visit.person, now=visit.now)
        messages.success(request, "L'adresse est retirée : les calendriers qui la lisaient ne reçoivent plus rien.")
    elif agenda.link_of(visit.person):
        calendars.make(agenda, by=visit.person, now=visit.now)
        messages.success(
            request, "L'adresse est changée : l'ancienne n'ouvre plus rien, copiez la nouvelle dans votre calendrier."
        )
    else:
        calendars.make(agenda, by=visit.person, now=visit.now)
        messages.success(request, "Votre adresse privée est prête : copiez-la dans votre calendrier.")
