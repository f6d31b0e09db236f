"""How often a person is written to about their spaces."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from maillage.accounts import clock
from maillage.accounts.models import Rhythm, User
from maillage.institutions.news import choices
from maillage.institutions.news.kinds import KINDS
from maillage.institutions.news.posting import HOUR, MANY
from maillage.www.shared.espace import signed_in

_HELP = {
    Rhythm.TOUT_DE_SUITE: f"Un courriel par acte ; au-delà de {MANY} dans la journée, les suivants se groupent en un seul, le "
    f"lendemain à {HOUR.hour} heures.",
    Rhythm.CHAQUE_JOUR: f"Un seul courriel, à {HOUR.hour} heures, s'il s'est passé quelque chose que vous n'avez pas lu en ligne.",
    Rhythm.JAMAIS: "Restent ceux dont la procédure a besoin : dossier transmis, reçu, décidé, contrat signé. Le reste se lit dans "
    "votre espace.",
}


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def rhythm(request: HttpRequest) -> HttpResponse:
    """One choice for all the spaces of the person."""
    person, error = cast(User, request.user), ""
    if request.method == "POST":
        wanted = request.POST.get("rythme", "")
        if wanted in Rhythm.values:
            choices.choose(person, Rhythm(wanted), now=clock.now())
            messages.success(request, "Votre choix est enregistré.")
            return redirect("compte:courriels")
        error = "Rythme : choisissez l'une des trois lignes."
    chosen = choices.rhythm_of(person)
    context = {
        "options": [(one.value, one.label, _HELP[one], one == chosen) for one in Rhythm],
        "address": person.email,
        "legal": _titles(is_legal=True),
        "other": _titles(is_legal=False),
        "error": error,
    }
    return render(request, "compte/courriels.html", context, status=400 if error else 200)


def _titles(*, is_legal: bool) -> list[str]:
    """What is mailed, each once: two kinds may differ by who reads them alone."""
    return list(dict.fromkeys(kind.title for kind in KINDS if kind.is_mailed and kind.is_legal == is_legal))
