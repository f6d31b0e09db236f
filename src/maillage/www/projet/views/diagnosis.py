"""The diagnosis of the project: inserted, dated, refreshed with what changed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from maillage.accounts.roles import Permission
from maillage.community.missions import actions
from maillage.results.cpts import snapshot
from maillage.www.projet.presenters import diagnosis
from maillage.www.shared import errors, espace
from maillage.www.shared.espace import Visit, of_community


@of_community(Permission.VOIR, methods=("GET", "POST"))
def show(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What is kept and what is known now; a writer takes the present diagnosis into the project."""
    if request.method == "GET":
        return espace.page(request, visit, "projet/diagnostic.html", diagnosis.page(visit))
    if Permission.REDIGER not in visit.may:
        return errors.page(request, 403, remedy="Demandez à une personne qui rédige le projet de santé.")
    codes = diagnosis.codes(visit)
    if not codes:
        refusal = "La CPTS n'a pas encore de communes : choisissez son périmètre, puis revenez au diagnostic."
        return espace.page(request, visit, "projet/diagnostic.html", {**diagnosis.page(visit), "refusal": refusal}, status=400)
    found = snapshot.of_codes(codes)
    actions.insert_diagnosis(
        visit.community,
        content=snapshot.content(found),
        stamp=found.stamp,
        by=visit.person,
        now=visit.now,
        today=visit.today,
    )
    messages.success(request, "Le diagnostic du projet est celui d'aujourd'hui.")
    return redirect(f"{visit.home}projet/diagnostic/")
