"""The lettre d'intention as a whole: what is written, what lacks, its documents, its sending."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from maillage.accounts.refusals import UnableToSave
from maillage.accounts.roles import Permission
from maillage.community.filing import actions as filing
from maillage.community.filing import selectors as files
from maillage.community.filing.models import TransmissionKind, Way
from maillage.documents.shared import frozen
from maillage.institutions import selectors as institutions
from maillage.results.cpts import letter
from maillage.www.components.attachments import receive
from maillage.www.components.section_editor import summary
from maillage.www.creation.forms import SendForm
from maillage.www.creation.frames import frames
from maillage.www.creation.papers import paper
from maillage.www.creation.presenters import sent_lines
from maillage.www.shared import espace
from maillage.www.shared.espace import Visit, of_community

KIND = TransmissionKind.LETTRE


@of_community(Permission.VOIR)
def show(request: HttpRequest, visit: Visit) -> HttpResponse:
    context = {
        "rows": summary(visit.community, frames(visit)),
        "missing": letter.missing(visit.community, visit.today),
        "sent": sent_lines(list(files.transmissions(visit.community, KIND)), visit.home, visit.today),
    }
    return espace.page(request, visit, "creation/lettre.html", context)


@of_community(Permission.VOIR)
def draft(request: HttpRequest, visit: Visit, ending: str) -> HttpResponse:
    """The letter as it is now, marked as a draft."""
    return paper(letter.frozen(visit.community, visit.today), None, ending)


@of_community(Permission.TRANSMETTRE)
def preview(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The PDF that sending now would freeze, read before the act."""
    return paper(frozen.preview(letter.frozen(visit.community, visit.today)), None, "pdf")


@of_community(Permission.TRANSMETTRE, methods=("GET", "POST"))
def send(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Freezes a copy and sends it; what lacks is said, and blocks nothing."""
    posted = request.method == "POST"
    received = receive(request, visit, subject=KIND.label)
    initial = {"sent_on": visit.today, "way": Way.MAILLAGE}
    form = SendForm(received.data if posted else None, initial=initial, community=visit.community)
    refusal = ""
    if posted and not received.refuse(form) and form.is_valid():
        try:
            number = _send(visit, form)
        except UnableToSave as error:
            refusal = str(error)
        else:
            messages.success(request, "La lettre est transmise : une copie figée est gardée, avec son empreinte.")
            return redirect("creation:envoi", visit.community.slug, KIND.value, number)
    context = {
        "form": form,
        "refusal": refusal,
        "missing": letter.missing(visit.community, visit.today),
        "readers": institutions.funders(visit.community),
    }
    return espace.page(request, visit, "creation/lettre_envoyer.html", context, status=400 if posted else 200)


@transaction.atomic
def _send(visit: Visit, form: SendForm) -> int:
    way, sent_on = Way(form.cleaned_data["way"]), form.cleaned_data["sent_on"]
    if sent_on > visit.today:
        raise UnableToSave(f"Un envoi ne se date pas de l'avenir ({sent_on:%d/%m/%Y}) : vérifiez la date.")
    if way == Way.MAILLAGE and sent_on != visit.today:
        raise UnableToSave("Par Maillage, la lettre part aujourd'hui : laissez la date du jour.")
    content = letter.frozen(visit.community, visit.today)
    given = {"content": content, "annexes": form.chosen(), "sent_on": sent_on, "way": way}
    return filing.transmit(visit.community, kind=KIND, **given, by=visit.person, now=visit.now).number
