"""Addresses of this family, mounted at /c/<slug:slug>/creation/."""

from django.urls import URLPattern, path, register_converter
from django.urls.converters import StringConverter

from maillage.www.components.section_editor import routes
from maillage.www.creation.frames import frame_of
from maillage.www.creation.views import agenda, contact, letter, meetings, sent, steps, support
from maillage.www.creation.views import path as journey


class _Ending(StringConverter):
    """The end of the name of a document."""

    regex = "pdf|docx"


class _MeetingAct(StringConverter):
    """What may be done with a meeting."""

    regex = "confirmer|annuler|tenue|contester"


register_converter(_Ending, "document")
register_converter(_MeetingAct, "acte_de_rencontre")

_MEETING = "contact/rencontres/<uuid:meeting>/"
_SENT = "envois/<slug:kind>/<int:number>/"

app_name = "creation"
urlpatterns: list[URLPattern] = [
    path("", journey.index, name="chemin"),
    path("contact/", contact.show, name="contact"),
    path("contact/envoyer/", contact.send, name="contact_envoyer"),
    path("contact/rencontres/", meetings.propose, name="rencontre_proposer"),
    path("contact/rencontres/passee/", meetings.record, name="rencontre_passee"),
    path(f"{_MEETING}compte-rendu/", meetings.minutes, name="compte_rendu"),
    path(f"{_MEETING}compte-rendu/ecrire/", meetings.write_minutes, name="compte_rendu_ecrire"),
    path(f"{_MEETING}compte-rendu.<document:ending>", meetings.minutes_paper, name="compte_rendu_document"),
    path(f"{_MEETING}rencontre.ics", meetings.one_calendar, name="rencontre_ics"),
    path(f"{_MEETING}<acte_de_rencontre:what>/", meetings.change, name="rencontre_changer"),
    path("agenda/<str:token>/maillage.ics", agenda.feed, name="agenda"),
    path("contact/agenda/", agenda.link, name="agenda_lien"),
    path("lettre/", letter.show, name="lettre"),
    path("lettre/brouillon.<document:ending>", letter.draft, name="lettre_brouillon"),
    path("lettre/apercu.pdf", letter.preview, name="lettre_apercu"),
    path("lettre/envoyer/", letter.send, name="lettre_envoyer"),
    *routes("lettre/", frame_of, name="lettre"),
    path(_SENT, sent.show, name="envoi"),
    path(f"{_SENT}copie.<document:ending>", sent.document, name="envoi_document"),
    path(f"{_SENT}reception/", sent.receipt, name="envoi_reception"),
    path(f"{_SENT}pieces/<uuid:piece>/", sent.answer, name="envoi_piece"),
    path(f"{_SENT}retrait/", sent.withdraw, name="envoi_retrait"),
    path("soutien/", support.show, name="soutien"),
    path("soutien/nouveau/", support.record, name="soutien_nouveau"),
    path("soutien/<uuid:given>/retrait/", support.withdraw, name="soutien_retrait"),
    path("soutien/<uuid:given>/contester/", support.contest, name="soutien_contester"),
    path("soutien/coordinateur/", support.save_coordinator, name="coordinateur"),
    path("soutien/fiche-de-poste.<document:ending>", support.job_description, name="fiche_de_poste"),
    path("accelerateur/", steps.accelerator_page, name="accelerateur"),
    path("accelerateur/seances/", steps.record_session, name="seance_nouvelle"),
    path("accelerateur/seances/<uuid:session>/", steps.save_outcome, name="seance"),
    path("mission/", steps.mission_page, name="mission"),
    path("mission/nouvelle/", steps.record_mission, name="mission_nouvelle"),
    path("mission/<uuid:mission>/retrait/", steps.remove_mission, name="mission_retrait"),
]
