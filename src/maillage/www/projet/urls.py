"""Addresses of this family, mounted at /c/<slug:slug>/projet/."""

from django.urls import path

from maillage.www.components.section_editor import routes
from maillage.www.projet.frames import frame_of
from maillage.www.projet.views import budget, diagnosis, documents, fiche_budget, fiches, lines, objectives, outline, versions

app_name = "projet"
urlpatterns = [
    path("", outline.index, name="index"),
    path("projet.<slug:kind>", documents.project, name="document"),
    path("transmission/<uuid:sent>.<slug:kind>", documents.transmitted, name="transmis"),
    path("diagnostic/", diagnosis.show, name="diagnostic"),
    path("objectifs/", objectives.index, name="objectifs"),
    path("objectifs/nouveau/", objectives.create, name="objectif_nouveau"),
    path("objectifs/<uuid:key>/", objectives.edit, name="objectif"),
    path("objectifs/<uuid:key>/versions/", versions.objective, name="objectif_versions"),
    path("objectifs/<uuid:key>/actualiser/", objectives.refresh, name="objectif_actualiser"),
    path("objectifs/<uuid:key>/ordre/", objectives.shift, name="objectif_ordre"),
    path("objectifs/<uuid:key>/supprimer/", objectives.erase, name="objectif_supprimer"),
    path("fiches/nouvelle/", fiches.create, name="fiche_nouvelle"),
    path("fiches/<uuid:key>/", fiches.show, name="fiche"),
    path("fiches/<uuid:key>/modifier/", fiches.edit, name="fiche_modifier"),
    path("fiches/<uuid:key>/versions/", versions.fiche, name="fiche_versions"),
    path("fiches/<uuid:key>/commentaires/", fiches.remark, name="fiche_commenter"),
    path("fiches/<uuid:key>/commentaires/<int:number>/", fiches.settle, name="fiche_regler"),
    path("fiches/<uuid:key>/dupliquer/", fiches.duplicate, name="fiche_dupliquer"),
    path("fiches/<uuid:key>/etat/", fiches.move, name="fiche_etat"),
    path("fiches/<uuid:key>/ordre/", fiches.shift, name="fiche_ordre"),
    path("fiches/<uuid:key>/supprimer/", fiches.erase, name="fiche_supprimer"),
    path("fiches/<uuid:key>/retablir/", fiches.restore, name="fiche_retablir"),
    path("budget/", budget.index, name="budget"),
    path("budget/dates/", budget.hypothesis, name="budget_dates"),
    path("budget/fiches/", fiche_budget.take, name="budget_fiches"),
    path("budget/pourquoi/", budget.why, name="budget_pourquoi"),
    path("budget/lignes/nouvelle/", lines.create, name="ligne_nouvelle"),
    path("budget/lignes/<uuid:key>/", lines.edit, name="ligne"),
    path("budget/lignes/<uuid:key>/supprimer/", lines.erase, name="ligne_supprimer"),
    path("budget/budget.<slug:kind>", documents.budget_table, name="budget_document"),
    *routes("", frame_of, name="projet"),
]
