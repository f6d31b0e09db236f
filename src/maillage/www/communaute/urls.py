"""Addresses of this family, mounted at /c/."""

from django.urls import URLPattern, path

from maillage.www.communaute.views import (
    access,
    dashboard,
    earlier,
    export,
    journal,
    new,
    news,
    perimeter,
    settings,
    territory,
    withdrawal,
)

app_name = "communaute"
urlpatterns: list[URLPattern] = [
    path("nouvelle/", new.new, name="nouvelle"),
    path("<slug:slug>/", dashboard.board, name="tableau"),
    path("<slug:slug>/nouveautes/", news.page, name="nouveautes"),
    path("<slug:slug>/territoire/", territory.territory, name="territoire"),
    path("<slug:slug>/territoire/comparer/", territory.comparison, name="comparaison"),
    path("<slug:slug>/territoire/modifier/", perimeter.edit, name="perimetre"),
    path("<slug:slug>/territoire/liste/", perimeter.listed, name="perimetre_liste"),
    path("<slug:slug>/territoire/anterieur/", earlier.add, name="perimetre_anterieur"),
    path("<slug:slug>/territoire/anterieur/liste/", earlier.listed, name="perimetre_anterieur_liste"),
    path("<slug:slug>/territoire/versions/<uuid:key>/retirer/", withdrawal.withdraw, name="perimetre_retirer"),
    path("<slug:slug>/reglages/", settings.settings, name="reglages"),
    path("<slug:slug>/reglages/identite/", settings.identity, name="identite"),
    path("<slug:slug>/reglages/identite/<slug:key>/", settings.number, name="numero"),
    path("<slug:slug>/reglages/page-publique/", settings.public_page, name="page_publique"),
    path("<slug:slug>/reglages/acces/", access.people, name="acces"),
    path("<slug:slug>/reglages/acces/<uuid:key>/retirer/", access.end_role, name="retirer_role"),
    path("<slug:slug>/reglages/invitations/<uuid:key>/retirer/", access.withdraw, name="retirer_invitation"),
    path("<slug:slug>/reglages/journal/", journal.page, name="journal"),
    path("<slug:slug>/reglages/journal.csv", journal.download, name="journal_csv"),
    path("<slug:slug>/reglages/export/", export.page, name="export"),
    path("<slug:slug>/reglages/export/archive.zip", export.download, name="export_zip"),
]
