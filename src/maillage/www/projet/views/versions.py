"""Every version of a fiche-action or of an objective, compared; each is taken up again by the page that writes it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse

from maillage.accounts.roles import Permission
from maillage.community.missions import selectors
from maillage.www.components.versions import History, show
from maillage.www.projet import access
from maillage.www.projet.presenters import fiches, objectives, versions
from maillage.www.shared.espace import Visit, of_community


@of_community(Permission.VOIR)
def fiche(request: HttpRequest, visit: Visit, key: UUID) -> HttpResponse:
    row = access.fiche(visit, key)
    kept = list(selectors.fiche_versions(row))
    here = fiches.address(visit, row)
    told = History(
        title=f"Versions de la fiche n° {row.number}",
        back=here,
        back_label=f"Fiche n° {row.number}",
        again=f"{here}modifier/",
        present=row.version,
        kept=versions.rows(kept, fiches.told),
        said="Ce qui change",
        nothing="la fiche vide du début",
    )
    return show(request, visit, told, lambda first, second: versions.changes(kept, fiches.told, first, second))


@of_community(Permission.VOIR)
def objective(request: HttpRequest, visit: Visit, key: UUID) -> HttpResponse:
    row = access.objective(visit, key)
    kept = list(selectors.objective_versions(row))
    told = History(
        title=f"Versions de l'objectif « {row} »",
        back=objectives.address(visit),
        back_label="Objectifs et fiches-actions",
        again=f"{objectives.address(visit)}{row.pk}/",
        present=row.version,
        kept=versions.rows(kept, objectives.told),
        said="Ce qui change",
        nothing="l'objectif vide du début",
    )
    return show(request, visit, told, lambda first, second: versions.changes(kept, objectives.told, first, second))
