"""What the journal keeps for machines (keys, states, codes), in the words of people; a test reads every act of the code."""

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from maillage.accounts.roles import ROLES
from maillage.community.communities.models import Community
from maillage.community.contract.models import Contract
from maillage.community.creation.models import AcceleratorSession
from maillage.community.drafting.models import TextKind
from maillage.community.filing.models import Decision, Opinion, TransmissionKind
from maillage.community.governance.models import Piece
from maillage.community.governance.outlines import OUTLINES
from maillage.community.library.models import FileKind
from maillage.community.missions.states import FicheState
from maillage.facts.words import MISSIONS
from maillage.kernel.french import day, euros, octets
from maillage.results.cpts import letter, outline

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_ROW = re.compile(r"\s*\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b")

KEYS: Mapping[str, str] = {
    "a_verifier": "à vérifier",
    "abandonne": "abandonné",
    "acte": "acte",
    "adresse": "adresse, en empreinte",
    "annee": "année",
    "annexes": "annexes",
    "archive": "empreinte de l'archive",
    "assemblee": "assemblée",
    "centimes": "montant",
    "champs": "changé",
    "communes": "communes",
    "conteste": "contesté",
    "coordinateur": "coordinateur",
    "demarre_le": "démarre le",
    "depuis": "depuis le",
    "dernier_jour": "dernier jour",
    "document": "document",
    "effet": "prend effet le",
    "emargement": "feuille d'émargement",
    "empreinte": "empreinte",
    "entrees": "entrées",
    "etape": "étape",
    "etat": "état",
    "facteur": "par",
    "fichier": "fichier",
    "fichiers": "fichiers",
    "format": "format",
    "complement_ecarte": "complément écarté",
    "versement": "versement",
    "indicateur": "indicateur de la mission",
    "indicateur_retire": "indicateur retiré de la mission",
    "institution": "institution",
    "jusqu_au": "jusqu'au",
    "le": "le",
    "lignes": "lignes",
    "mission": "mission",
    "mission_retiree": "mission retirée",
    "montants": "montants de",
    "motif": "motif",
    "nature": "nature",
    "numero": "numéro",
    "octets": "taille",
    "ouvert": "lien ouvert",
    "ouverte": "page ouverte",
    "page": "page",
    "piece": "pièce",
    "prevenue": "prévenue",
    "quoi": "contenu",
    "recu_le": "reçu le",
    "rencontre": "rencontre du",
    "resiliation": "résiliation par",
    "resiliation_retiree": "résiliation annulée, de",
    "resolution": "résolution n°",
    "resolution_retiree": "résolution retirée n°",
    "retire": "retiré",
    "retire_le": "retiré le",
    "retiree": "remise à faire ou retirée",
    "role": "rôle",
    "section": "section",
    "signature": "signature de",
    "signature_contestee": "signature contestée, de",
    "signature_ecartee": "signature écartée, de",
    "signature_retiree": "signature retirée, de",
    "signatures": "signatures de",
    "texte": "texte",
    "transmis": "transmis",
    "version": "version",
}
"""Key of a detail -> its words."""

_PARTIES = {"cpts": "la CPTS", "ars": "l'agence", "cpam": "la caisse", "ensemble": "toutes les parties"}
_ACTS = {
    "creee": "créée", "cree": "créé", "supprimee": "supprimée", "supprime": "supprimé", "retablie": "rétablie",
    "ajoutee": "ajoutée", "modifiee": "modifiée", "modifie": "modifié", "hypotheses": "dates supposées",
    "proposee": "proposée", "confirmee": "confirmée", "annulee": "annulée", "tenue": "tenue", "contestee": "contestée",
    "compte_rendu": "compte rendu écrit",
}  # fmt: skip
_DOCUMENTS = {
    "convocation": "convocation", "emargement": "feuille d'émargement", "proces-verbal": "procès-verbal",
    "projet-de-sante": "projet de santé", "budget-previsionnel": "budget prévisionnel", "journal": "journal",
    "portefeuille": "portefeuille", "contact": "prise de contact", "lettre": "lettre d'intention",
}  # fmt: skip


def _lowered(labels: Mapping[str, str]) -> dict[str, str]:
    """Labels inside a sentence; sigles keep their capitals."""
    return {key: text if text[1:2].isupper() else text[:1].lower() + text[1:] for key, text in labels.items()}


def _fields() -> dict[str, str]:
    """Fields of the identity and of a contract, by their name in the code."""
    named = {field.name: str(field.verbose_name) for field in Community._meta.fields}
    return {
        **named,
        **{field.name: str(field.verbose_name) for field in Contract._meta.fields if field.name not in named},
        "planned_on": "signature visée",
        "cpts_representative": "qui signe pour la CPTS",
        "ars_name": "nom de l'agence",
        "ars_representative": "qui signe pour l'agence",
        "cpam_name": "nom de la caisse",
        "cpam_representative": "qui signe pour la caisse",
        "population": "population",
        "population_source": "source de la population",
        "taille": "taille",
    }


_PARTY_KEYS = ("signature", "signature_contestee", "signature_ecartee", "signature_retiree", "signatures", "resiliation",
               "resiliation_retiree")  # fmt: skip
_MISSION_KEYS = ("mission", "mission_retiree", "indicateur", "indicateur_retire", "montants")
VALUES: Mapping[str, Mapping[str, str]] = {
    **dict.fromkeys(_PARTY_KEYS, _PARTIES),
    **{key: {**MISSIONS, "fonctionnement": "fonctionnement"} for key in _MISSION_KEYS},
    "role": {key: role.label for key, role in ROLES.items()},
    "piece": _lowered(dict(Piece.choices)),
    "acte": {**_ACTS, **_lowered(dict(FicheState.choices))},
    "etat": _ACTS,
    "etape": _lowered(dict(AcceleratorSession.Stage.choices)),
    "texte": _lowered(dict(TextKind.choices)),
    "nature": {
        **_lowered(dict(TransmissionKind.choices)), **_lowered(dict(Decision.Kind.choices)), **dict(FileKind.choices),
        "contrat": "contrat",
        "journal": "journal", "portefeuille": "portefeuille",
    },
    "motif": _lowered(dict(Decision.Ground.choices)),
    "sens": _lowered(dict(Opinion.Sense.choices)),
    "document": _DOCUMENTS,
    "fichier": _DOCUMENTS,
    "champs": _fields(),
}  # fmt: skip
"""Key of a detail -> machine value -> words."""


def lines(details: Mapping[str, object]) -> list[str]:
    """The details of one act in words; a section by its title in its text."""
    titles = _sections().get(str(details.get("texte", "")), {})
    named = {key: titles.get(str(value), value) if key == "section" else value for key, value in details.items()}
    return [told(key, value) for key, value in named.items() if value not in ("", None)]


@lru_cache(maxsize=1)
def _sections() -> Mapping[str, Mapping[str, str]]:
    """Kind of text -> key of a section -> its title."""
    models = {kind: {one.key: one.title for one in model.sections} for kind, model in OUTLINES.items()}
    lettre, projet = ({one.key: one.title for one in given} for given in (letter.parts(), outline.parts()))
    return {**models, TextKind.LETTRE.value: lettre, TextKind.PROJET.value: projet}


def told(key: str, value: object) -> str:
    """One detail in words: « mission : prévention », « retiré »; no code, no identifier of a row."""
    words = KEYS.get(key, key.replace("_", " "))
    if value is True:
        return words
    return f"{words}\N{NO-BREAK SPACE}: {_value(key, value)}"


def _payment(key: str) -> str:
    """« 1-2-acces_aux_soins-fixe-avance » (`contract.actions.payments`): « année 2, accès aux soins, fixe, avance »."""
    term, year, *parts = key.split("-")
    which = f"contrat {term}, " if term != "1" else ""
    return f"{which}année {year}, {', '.join(MISSIONS.get(part, part.replace('_', ' ')) for part in parts if part)}"


def _value(key: str, value: object) -> str:
    if isinstance(value, bool):
        return "oui" if value else "non"
    if key == "centimes" and isinstance(value, int):
        return euros(value)
    if key == "octets" and isinstance(value, int):
        return octets(value)
    if key == "versement":
        return _payment(str(value))
    text = _ROW.sub("", str(value)).strip()
    known = VALUES.get(key, {})
    if ", " in text and all(part in known for part in text.split(", ")):
        return ", ".join(known[part] for part in text.split(", "))
    if text in known:
        return known[text]
    if _DAY.fullmatch(text):
        return day(date.fromisoformat(text))
    return f"{text[:10]}…" if _DIGEST.fullmatch(text) else text.replace("_", " ")
