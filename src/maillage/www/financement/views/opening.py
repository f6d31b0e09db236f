"""Opens a DOSSIER.yaml in the simulator: the file becomes the canonical address, nothing is kept."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from maillage.facts import dossier
from maillage.results import runs
from maillage.www.financement.address import of_facts

MAX_BYTES = 256 * 1024


@require_http_methods(["GET", "HEAD", "POST"])
def open_dossier(request: HttpRequest) -> HttpResponse:
    """A file or a pasted text; every mistake of it is listed."""
    if request.method != "POST":
        return render(request, "financement/ouvrir.html", {"errors": (), "text": ""})
    text = ""
    try:
        text = _text(request)
        facts = runs.facts_of(dossier.read(text))
    except dossier.InvalidDossier as refused:
        return render(request, "financement/ouvrir.html", {"errors": refused.errors, "text": text}, status=400)
    return HttpResponseRedirect(f"{reverse('financement:index')}?{urlencode(list(of_facts(facts)), safe=';:,')}")


def _text(request: HttpRequest) -> str:
    """The uploaded file, else the pasted text."""
    upload = request.FILES.get("fichier")
    if upload is None:
        return str(request.POST.get("texte", ""))[:MAX_BYTES]
    if upload.size is None or upload.size > MAX_BYTES:
        raise dossier.InvalidDossier(
            ("Fichier : il dépasse 256 Ko. Un dossier tient en quelques lignes : vérifiez le fichier.",)
        )
    try:
        return upload.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise dossier.InvalidDossier(("Fichier : ce n'est pas du texte UTF-8. Enregistrez le dossier en UTF-8.",)) from None
