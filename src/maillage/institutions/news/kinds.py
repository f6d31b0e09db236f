"""The acts that are told: for each, its line in the journal, who is told, the sentence, the page. A new kind is a row here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from maillage.accounts.models import JournalEntry
from maillage.accounts.roles import Permission


class Side(StrEnum):
    """One of the two that talk to each other."""

    CPTS = "cpts"
    INSTITUTION = "institution"


CPTS, INSTITUTION = Side.CPTS, Side.INSTITUTION
_BOTH = frozenset({CPTS, INSTITUTION})
_OURS, _THEIRS = frozenset({CPTS}), frozenset({INSTITUTION})
PRESENT, ABSENT = object(), object()
"""What `when` asks of a detail whose value does not matter."""
FILE, MEETING, SUPPORT, CONTRACT = "dossier", "rencontre", "soutien", "contrat"
"""Pages that both sides have; any other `page` is a path in the space of the CPTS."""


@dataclass(frozen=True, slots=True)
class Kind:
    """Acts told alike. `{qui}` acted, on the file `{objet}`, sent `{voie}`; the other words are details of the line."""

    key: str
    act: str
    """Key of `accounts.acts.ACTS`."""
    title: str
    """Subject of the mail, after the name of the CPTS: no content."""
    sentence: str
    page: str = FILE
    when: Mapping[str, object] = field(default_factory=dict)
    """Details that the line has."""
    to: frozenset[Side] = _BOTH
    by: Side | None = None
    """Whose act, when the two are not told alike."""
    is_legal: bool = False
    """Needed by the procedure: told to who wants no mail too, and to the other institutions."""
    is_mailed: bool = True
    permission: Permission = Permission.TRANSMETTRE
    """Whose holders are written to in the CPTS; in an institution, those who instruct."""

    def fits(self, entry: JournalEntry) -> bool:
        return self.by in (None, actor(entry)) and all(
            _fits(entry.details.get(name), asked) for name, asked in self.when.items()
        )


def actor(entry: JournalEntry) -> Side:
    """The side that acted: an institution is always named by its line."""
    return INSTITUTION if entry.details.get("institution") else CPTS


def kind_of(entry: JournalEntry) -> Kind | None:
    """The first kind that fits; None for an act that nobody is told."""
    return next((kind for kind in _BY_ACT.get(entry.action, ()) if kind.fits(entry)), None)


def _fits(value: object, asked: object) -> bool:
    if asked is PRESENT or asked is ABSENT:
        return (value not in (None, "")) == (asked is PRESENT)
    return value == asked


def _file(key: str, act: str, title: str, sentence: str, when: Mapping[str, object] | None = None, **more: Any) -> Kind:
    return Kind(key, act, title, sentence, when=when or {}, **more)


def _meeting(state: str, title: str, sentence: str) -> Kind:
    return Kind(f"rencontre_{state}", "rencontre", title, sentence, MEETING, {"etat": state})


def _contract(detail: str, title: str, sentence: str) -> Kind:
    return Kind(detail, "contrat", title, sentence, CONTRACT, {detail: PRESENT}, is_legal=True, permission=Permission.SIGNER)


def _support(key: str, title: str, sentence: str, when: Mapping[str, object]) -> Kind:
    return Kind(key, "soutien", title, sentence, SUPPORT, when, permission=Permission.FINANCES)


def _within(act: str, sentence: str, page: str, when: Mapping[str, object] | None = None) -> Kind:
    """What colleagues did in the CPTS: read in the space, never mailed."""
    return Kind(f"interne_{act}", act, "", sentence, page, when or {}, _OURS, by=CPTS, is_mailed=False)


KINDS: tuple[Kind, ...] = (
    _file(
        "retrait", "transmission", "un dossier est retiré", "{qui} a retiré : {objet}.", {"retire_le": PRESENT}, is_legal=True
    ),
    _file("envoi", "transmission", "un dossier est transmis", "{qui} a transmis {voie} : {objet}.", is_legal=True),
    _file(
        "reception",
        "reception",
        "la réception est datée",
        "{qui} a daté la réception au {recu_le} : {objet}.",
        by=INSTITUTION,
        is_legal=True,
    ),
    _file(
        "reception_declaree",
        "reception",
        "une réception est déclarée",
        "{qui} déclare une réception le {recu_le} : {objet}. L'agence du territoire, si elle est dans Maillage, peut la "
        "contester jusqu'au {jusqu_au}.",
        {"jusqu_au": PRESENT},
        by=CPTS,
        is_legal=True,
    ),
    _file(
        "reception_declaree_avant",
        "reception",
        "une réception est déclarée",
        "{qui} déclare une réception le {recu_le} : {objet}.",
        by=CPTS,
        is_legal=True,
    ),
    _file(
        "reception_a_verifier",
        "reception_signalee",
        "une réception est à vérifier",
        "La réception du {recu_le} est signalée à {prevenue}, qui peut la contester jusqu'au {jusqu_au} : {objet}.",
        {"a_verifier": PRESENT},
        is_legal=True,
    ),
    _file(
        "reception_signalee",
        "reception_signalee",
        "",
        "La réception du {recu_le} compte, sauf contestation avant le {jusqu_au} au soir : {objet}.",
        is_mailed=False,
    ),
    _file(
        "reception_contestee",
        "reception_contestee",
        "une réception est contestée",
        "{qui} conteste la réception du {recu_le} : {objet}. Le délai attend la date de l'agence.",
        is_legal=True,
    ),
    _file("avis", "avis", "un avis est donné", "{qui} a donné son avis : {objet}.", {"sens": PRESENT}),
    _file("avis_interne", "avis", "un avis est donné", "{qui} a donné son avis aux institutions : {objet}.", to=_THEIRS),
    _file("piece_demandee", "piece_demandee", "une pièce est demandée", "{qui} demande une pièce : {objet}."),
    _file("piece_fournie", "piece_fournie", "une pièce est fournie", "{qui} a répondu à une demande de pièce : {objet}."),
    _file(
        "opposition",
        "decision",
        "une opposition est notifiée",
        "{qui} s'oppose au projet : {objet}.",
        {"nature": "opposition"},
        is_legal=True,
    ),
    _file(
        "validation", "decision", "le projet est validé", "{qui} a validé : {objet}.", {"nature": "validation"}, is_legal=True
    ),
    _file("reponse", "decision", "une réponse est donnée", "{qui} a répondu : {objet}.", is_legal=True),
    _support("soutien_conteste", "un soutien est contesté", "{qui} conteste un soutien financier.", {"conteste": True}),
    _support("soutien_retire", "un soutien est retiré", "{qui} a retiré un soutien financier.", {"retire": True}),
    _support("soutien", "un soutien est enregistré", "{qui} a enregistré un soutien financier.", {"centimes": PRESENT}),
    _meeting("proposee", "une rencontre est proposée", "{qui} propose une date de rencontre."),
    _meeting("confirmee", "une rencontre est confirmée", "{qui} confirme la date d'une rencontre."),
    _meeting("annulee", "une rencontre est annulée", "{qui} annule une date de rencontre."),
    _meeting("tenue", "une rencontre est enregistrée", "{qui} a enregistré une rencontre comme tenue."),
    _meeting("contestee", "une rencontre est contestée", "{qui} conteste qu'une rencontre se soit tenue."),
    _contract("transmis", "un contrat est transmis", "{qui} a transmis la copie d'un contrat en préparation."),
    _contract("signature_contestee", "une signature du contrat est contestée", "{qui} conteste une signature du contrat."),
    _contract("signature", "une signature du contrat est enregistrée", "{qui} a enregistré une signature du contrat."),
    _contract("signature_retiree", "une signature du contrat est retirée", "{qui} a retiré une signature du contrat."),
    _contract("complete", "un contrat signé est complété", "{qui} a complété les montants ou l'annexe du contrat signé."),
    _contract("complement_conteste", "un complément du contrat est contesté", "{qui} conteste un complément du contrat."),
    _contract("complement_retire", "un complément du contrat est retiré", "{qui} a retiré un complément du contrat."),
    _contract("resiliation", "une résiliation est enregistrée", "{qui} a enregistré la résiliation du contrat."),
    _contract("resiliation_retiree", "une résiliation est retirée", "{qui} a retiré la résiliation du contrat."),
)


INTERNAL: tuple[Kind, ...] = (
    _within("rencontre", "{qui} a écrit le compte rendu d'une rencontre.", MEETING),
    _within("section_enregistree", "{qui} a écrit dans un texte.", "projet/", {"texte": "projet_de_sante"}),
    _within(
        "section_enregistree", "{qui} a écrit dans la lettre d'intention.", "creation/lettre/", {"texte": "lettre_d_intention"}
    ),
    _within("section_enregistree", "{qui} a écrit dans un texte de l'association.", "depot/association/"),
    _within("commentaire", "{qui} a commenté un texte.", "projet/"),
    _within("fiche_action", "{qui} a changé une fiche-action.", "projet/"),
    _within("objectif", "{qui} a changé un objectif.", "projet/objectifs/"),
    _within("diagnostic_insere", "{qui} a inséré un diagnostic dans le projet.", "projet/diagnostic/"),
    _within("budget", "{qui} a changé le budget prévisionnel.", "projet/budget/"),
    _within("fichier_ajoute", "{qui} a ajouté un fichier.", "documents/"),
    _within("perimetre_change", "{qui} a changé le périmètre.", "territoire/"),
    _within("association", "{qui} a tenu les pièces de l'association.", "depot/association/"),
    _within("contrat", "{qui} a changé le contrat en préparation.", CONTRACT),
    _within("soutien", "{qui} a changé le poste financé avant le contrat.", "creation/soutien/"),
    _within("mission", "{qui} a changé une mission menée avant le contrat.", "creation/mission/"),
    _within("accelerateur", "{qui} a changé une séance de l'accélérateur.", "creation/accelerateur/"),
    _within("cpts_modifiee", "{qui} a changé l'identité de la CPTS.", "reglages/"),
)
_BY_ACT: dict[str, list[Kind]] = {}
for _kind in (*KINDS, *INTERNAL):
    _BY_ACT.setdefault(_kind.act, []).append(_kind)
TOLD = {side: frozenset(kind.act for kind in (*KINDS, *INTERNAL) if side in kind.to) for side in Side}
"""Acts of the journal that may be told to a side."""
