"""Addresses of this family, mounted at /institution/."""

from django.urls import URLPattern, path

from maillage.www.institution.views import (
    agenda,
    answers,
    contracts,
    copies,
    files,
    journal,
    meetings,
    news,
    people,
    portfolio,
    zones,
)

app_name = "institution"
_FILE = "<slug:slug>/dossiers/<uuid:key>/"
_DEED = "<slug:slug>/contrats/<uuid:key>/"
urlpatterns: list[URLPattern] = [
    path("agenda/<str:token>.ics", agenda.feed, name="flux"),
    path("<slug:slug>/", portfolio.listing, name="portefeuille"),
    path("<slug:slug>/nouveautes/", news.page, name="nouveautes"),
    path("<slug:slug>/portefeuille.<slug:kind>", portfolio.export, name="export"),
    path("<slug:slug>/dossiers/", files.listing, name="dossiers"),
    path(_FILE, files.page, name="dossier"),
    *(path(f"{_FILE}{name}/", view, name=name) for name, view in answers.VIEWS.items()),
    path(f"{_FILE}soutiens/<uuid:given>/", answers.support, name="soutien"),
    path(f"{_FILE}rencontres/<uuid:meeting>/<slug:act>/", meetings.change, name="rencontre_changer"),
    path(f"{_FILE}copie/<str:name>", copies.download, name="copie"),
    path(f"{_FILE}fichiers/<uuid:document>/", copies.joined, name="fichier"),
    path("<slug:slug>/contrats/", contracts.listing, name="contrats"),
    path(_DEED, contracts.read, name="contrat"),
    path("<slug:slug>/contrats/<uuid:key>.docx", contracts.paper, name="contrat_docx"),
    path(f"{_DEED}signatures/", contracts.sign, name="contrat_signature"),
    path(f"{_DEED}signatures/papier/", contracts.sign_for_all, name="contrat_signatures"),
    path(f"{_DEED}signatures/<uuid:signature>/contester/", contracts.contest, name="contrat_contester"),
    path(f"{_DEED}complements/<uuid:completion>/contester/", contracts.refuse, name="contrat_complement"),
    path(f"{_DEED}signatures/<uuid:signature>/scan/", contracts.scan, name="contrat_scan"),
    path("<slug:slug>/agenda/", agenda.page, name="agenda"),
    path("<slug:slug>/agenda/lien/", agenda.link, name="lien"),
    path("<slug:slug>/zones-blanches/", zones.page, name="zones"),
    path("<slug:slug>/reglages/", people.page, name="reglages"),
    path("<slug:slug>/reglages/inviter/", people.invite, name="inviter"),
    path("<slug:slug>/reglages/invitations/<uuid:key>/retirer/", people.withdraw, name="invitation_retirer"),
    path("<slug:slug>/reglages/roles/<uuid:key>/retirer/", people.end, name="role_retirer"),
    path("<slug:slug>/reglages/journal/", journal.page, name="journal"),
    path("<slug:slug>/reglages/journal.csv", journal.export, name="journal_csv"),
]
