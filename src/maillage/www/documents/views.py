"""The files of a CPTS: list, add, read, remove, bring back."""

from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from maillage.accounts import journal
from maillage.accounts.refusals import UnableToSave
from maillage.accounts.roles import Permission
from maillage.community.filing import selectors as filing
from maillage.community.library import actions, kinds, selectors
from maillage.community.library.models import File
from maillage.www.documents.presenters import listing as shown
from maillage.www.shared import espace, files
from maillage.www.shared.confirming import METHODS, Question, ask
from maillage.www.shared.espace import Visit, of_community
from maillage.www.shared.formats import join, octets, plural

SUBJECTS = ("Lettre d'intention", "Projet de santé", "Association", "Dépôt et validation", "Contrat", "Réunion")
"""What a file may go with, when it is added from this page."""


@of_community(Permission.VOIR)
def listing(request: HttpRequest, visit: Visit) -> HttpResponse:
    return _page(request, visit, removed=_just_removed(request, visit))


@of_community(Permission.REDIGER, methods=("POST",))
def add(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Each file is kept or refused by itself; the page says which."""
    sent, subject = request.FILES.getlist("fichiers"), request.POST.get("sujet", "")
    if not sent:
        return _page(request, visit, refused=["Fichiers : choisissez au moins un fichier, puis envoyez."], status=400)
    if subject and subject not in SUBJECTS:
        return _page(
            request, visit, refused=[f"Avec : « {subject[:60]} » n'est pas dans la liste, choisissez-y un sujet."], status=400
        )
    refused, kept = [], 0
    for one in sent:
        try:
            _keep(one, visit, subject)
            kept += 1
        except UnableToSave as refusal:
            refused.append(str(refusal))
    if kept:
        messages.success(request, f"{plural(kept, 'fichier ajouté', 'fichiers ajoutés')}.")
    return _page(request, visit, refused=refused, status=400) if refused else redirect(f"{visit.home}documents/")


@of_community(Permission.VOIR)
def download(request: HttpRequest, visit: Visit, key: UUID) -> HttpResponse:
    """A file of the list, or one that left it after it went with a transmission."""
    file = selectors.file(visit.community, key) or filing.filed_file(visit.community, key)
    if file is None:
        raise Http404
    content = files.opened(file)
    if content is None:
        return files.lost(request, file)
    journal.write("fichier_lu", by=visit.person, at=visit.now, chain=visit.community.pk, subject=file)
    return files.served(file, content)


@of_community(Permission.REDIGER, methods=METHODS)
def remove(request: HttpRequest, visit: Visit, key: UUID) -> HttpResponse:
    file = _file(visit, key)
    known = f"{file.get_kind_display()}, {octets(file.size)}, ajouté le {file.added_at:%d/%m/%Y} par {file.added_by}."
    if filed := filing.filed_with(file):
        gone = (
            f"Ce fichier est parti avec {join([f'« {sent} »' for sent in filed])}. Vous pouvez le retirer de la liste, mais il ne "
            "s'efface pas : les institutions le lisent avec le dossier, tant que celui-ci est gardé."
        )
    else:
        gone = (
            f"Il ne sera plus dans la liste. Vous pourrez annuler aussitôt ; après {actions.KEPT.days} jours, il sera effacé."
        )
    question = Question(f"Retirer « {file.name} » ?", f"{known} {gone}", "Retirer", f"{visit.home}documents/")
    if asking := ask(request, visit, question):
        return asking
    actions.remove(file, by=visit.person, now=visit.now)
    return redirect(f"{visit.home}documents/?retire={file.pk}")


@of_community(Permission.REDIGER, methods=("POST",))
def bring_back(request: HttpRequest, visit: Visit, key: UUID) -> HttpResponse:
    file = selectors.removed(visit.community, key, since=visit.now - actions.KEPT)
    if file is None:
        raise Http404
    actions.bring_back(file, by=visit.person, now=visit.now)
    messages.success(request, f"« {file.name} » est de retour.")
    return redirect(f"{visit.home}documents/")


def _page(
    request: HttpRequest, visit: Visit, *, refused: list[str] | None = None, removed: File | None = None, status: int = 200
) -> HttpResponse:
    context = {
        "list": shown(visit.community, request.GET),
        "subjects": SUBJECTS,
        "accepted": kinds.SAID,
        "removed": removed,
        "refused": refused or [],
    }
    return espace.page(request, visit, "documents/liste.html", context, status=status)


def _keep(sent: UploadedFile, visit: Visit, subject: str) -> File:
    return actions.add(
        visit.community,
        name=sent.name or "",
        size=sent.size or 0,
        content=sent,
        by=visit.person,
        now=visit.now,
        attached_to=subject,
    )


def _file(visit: Visit, key: UUID) -> File:
    file = selectors.file(visit.community, key)
    if file is None:
        raise Http404
    return file


def _just_removed(request: HttpRequest, visit: Visit) -> File | None:
    """The file that the visitor took out a moment ago, to bring it back in one click."""
    try:
        return selectors.removed(visit.community, UUID(request.GET.get("retire", "")), since=visit.now - actions.KEPT)
    except ValueError:
        return None
