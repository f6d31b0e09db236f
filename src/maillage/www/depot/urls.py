"""Addresses of this family, mounted at /c/<slug:slug>/depot/."""

from django.urls import URLPattern, path

from maillage.accounts.roles import Permission
from maillage.www.components.section_editor import routes
from maillage.www.depot.frames import frame_of
from maillage.www.depot.views import assembly, association, completing, contract, deeds, filing, papers, payments, signatures

app_name = "depot"
urlpatterns: list[URLPattern] = [
    path("", filing.index, name="index"),
    path("deposer/", filing.file, name="deposer"),
    path("apercu.pdf", papers.preview, name="apercu"),
    path("reception/", filing.receipt, name="reception"),
    path("retirer/", filing.withdraw, name="retirer"),
    path("pieces/<uuid:key>/", filing.answer, name="piece"),
    path("<uuid:key>/bordereau.pdf", papers.slip, name="bordereau"),
    path("<uuid:key>/certificat.pdf", papers.certificate, name="certificat"),
    path("association/", association.index, name="association"),
    path("association/pieces/<slug:key>/", association.piece, name="piece_association"),
    path("association/<slug:key>.docx", papers.text, name="texte_docx"),
    path("association/assemblees/", assembly.index, name="assemblees"),
    path("association/assemblees/<uuid:key>/", assembly.read, name="assemblee"),
    path("association/assemblees/<uuid:key>/convocation/", assembly.change, name="convocation"),
    path("association/assemblees/<uuid:key>/presences/", assembly.presence, name="presence"),
    path("association/assemblees/<uuid:key>/resolutions/", assembly.resolution, name="resolution"),
    path("association/assemblees/<uuid:key>/debats/", assembly.minutes, name="debats"),
    path("association/assemblees/<uuid:key>/emargement.pdf", papers.attendance, name="emargement_pdf"),
    path("association/assemblees/<uuid:key>/<slug:paper>.docx", papers.assembly, name="assemblee_docx"),
    path("association/presences/<uuid:key>/retirer/", assembly.remove_presence, name="presence_retirer"),
    path("association/resolutions/<uuid:key>/retirer/", assembly.remove_resolution, name="resolution_retirer"),
    path("association/statuts/", association.statutes, name="statuts"),
    *routes("association/statuts/", frame_of("statuts"), name="statuts", write=Permission.ASSOCIATION),
    path("association/reglement/", association.rules, name="reglement"),
    *routes("association/reglement/", frame_of("reglement"), name="reglement", write=Permission.ASSOCIATION),
    path("contrat/", contract.index, name="contrat"),
    path("contrat/pourquoi/", contract.why, name="pourquoi"),
    path("contrat/rencontres/", contract.meeting, name="rencontre"),
    path("contrat/parties/", contract.parties, name="parties"),
    path("contrat/missions/", contract.mission, name="mission"),
    path("contrat/missions/<slug:key>/retirer/", contract.remove_mission, name="mission_retirer"),
    path("contrat/montants/", contract.amounts, name="montants"),
    path("contrat/indicateurs/", contract.indicator, name="indicateur"),
    path("contrat/indicateurs/<uuid:key>/retirer/", contract.remove_indicator, name="indicateur_retirer"),
    path("contrat/actes/<uuid:key>/", deeds.read, name="acte"),
    path("contrat/actes/<uuid:key>/montants/", completing.amounts, name="acte_montants"),
    path("contrat/actes/<uuid:key>/indicateurs/", completing.indicator, name="acte_indicateur"),
    path("contrat/actes/<uuid:key>/complements/<uuid:completion>/contester/", completing.refuse, name="complement_contester"),
    path("contrat/actes/<uuid:key>/transmettre/", signatures.transmit, name="acte_transmettre"),
    path("contrat/actes/<uuid:key>/signatures/", signatures.sign, name="signature"),
    path("contrat/actes/<uuid:key>/signatures/papier/", signatures.sign_for_all, name="signatures"),
    path("contrat/actes/<uuid:key>/signatures/<uuid:signature>/contester/", signatures.contest, name="signature_contester"),
    path("contrat/actes/<uuid:key>/signatures/<uuid:signature>/scan/", signatures.scan, name="signature_scan"),
    path("contrat/actes/<uuid:key>/abandonner/", deeds.give_up, name="acte_abandonner"),
    path("contrat/actes/<uuid:key>.docx", papers.deed, name="acte_docx"),
    path("contrat/versements/<slug:key>/", payments.day, name="versement"),
    path("contrat/avenant/", deeds.amendment, name="avenant"),
    path("contrat/renouvellement/", deeds.renewal, name="renouvellement"),
    path("contrat/resiliation/", deeds.terminate, name="resiliation"),
    path("contrat/resiliation/<uuid:key>/retirer/", deeds.remove_termination, name="resiliation_retirer"),
    path("contrat/contrat.docx", papers.contract, name="contrat_docx"),
    path("contrat/dossier.yaml", papers.dossier, name="dossier"),
]
