"""Columns of the lists of perimeters as people name them, and the words of their stages."""

import re

from maillage.kernel.folding import folded

COLUMNS = {
    "code": ("code_commune", "code_insee", "insee", "codgeo", "depcom", "code_geo", "cog", "commune"),
    "place": ("nom_commune", "libelle_commune", "lib_commune", "libgeo", "commune", "ville", "territoire", "communes"),
    "departement": ("code_departement", "departement", "dpt", "dept", "num_departement", "code_dep", "dep"),
    "cpts": ("cpts", "nom_cpts", "nom de la cpts", "libelle_cpts", "denomination_cpts"),
    "stade": ("stade", "statut", "maturite", "etat", "avancement"),
    "depuis": ("date", "depuis", "date_stade", "signe_le"),
}
PROPERTIES = {key: COLUMNS[key] for key in ("stade", "depuis")} | {
    "cpts": (*COLUMNS["cpts"], "nom", "name", "libelle", "denomination")
}
"""Of a polygon: its name is then its own, not that of a commune."""
OPTIONAL = ("code", "place", "departement", "stade", "depuis")
WANTED = ((*COLUMNS["code"], *COLUMNS["place"]), COLUMNS["cpts"])
LETTRE, PROJET, ACI = "lettre_intention", "projet_valide", "aci_signe"
_STAGES = (
    (
        ACI,
        (
            r"\baci\b.*\bsign(?:ee?s?|ataires?)\b|\bsign(?:ee?s?|ataires?)\b.*\baci\b|^aci$|\bconventionnee?s?\b|contrat signe"
            r"|^signee?s?$|^(?:cpts )?signataires?$|\bcontractualisee?s?\b|^en fonctionnement|^operationnelle?s?$"
        ),
    ),
    (PROJET, r"projet.*\bvalid(?:ee?s?)\b|\bvalid(?:ee?s?)\b.*projet|^ps valide|^projet(?: de sante)?$"),
    (LETTRE, r"\blettre|\bintention|^li$|^en emergence|^emergente?s?$"),
)
_NOT_YET = re.compile(
    r"\b(?:non|pas|sans|aucune?|jamais|ni|hors|ex|anciens?|anciennes?|futurs?|future|bientot|avant|"
    r"(?:refus|rejet|resili|denonc|rompu|abandon|annul|caduc|suspen|expir|echu|retir|report|ajourn|oppos)[a-z]*|"
    r"en (?:attente|cours|instance|preparation|redaction|discussion|negociation|projet|vue)|attente|prevue?s?|prochain[a-z]*|"
    r"a (?:signer|valider|deposer|rediger|envoyer|venir|faire|confirmer|preciser|revoir|l etude)|instruction)\b"
)
"""Words that say that a stage is not, not yet or no more reached."""
_SUBJECT = re.compile(r"\b(?:aci|contrat|convention|projet|lettre|avenant|renouvellement|deploiement|mise en oeuvre)\b")
_CLAUSES = re.compile(r"[,;:/|()\n]|\s[-–—]\s|\bmais\b|\bpuis\b", re.IGNORECASE)


def stage_of(text: str | None) -> str | None:
    """None when the words say none of the three stages; the furthest one that a part of the sentence says reached.

    >>> stage_of("ACI signé"), stage_of("Projet de santé validé"), stage_of("LI"), stage_of("à revoir")
    ('aci_signe', 'projet_valide', 'lettre_intention', None)
    >>> stage_of("Signataire"), stage_of("ACI non signé"), stage_of("Pas de lettre"), stage_of("Projet validé, ACI en cours")
    ('aci_signe', None, None, 'projet_valide')
    """
    said = [words for words in _clauses(text or "") if not _NOT_YET.search(words)]
    return next((stage for stage, pattern in _STAGES if any(re.search(pattern, words) for words in said)), None)


def _clauses(text: str) -> list[str]:
    """The parts of a sentence; one that denies or delays without naming what (« ACI, non signé ») is of the part before it."""
    found: list[str] = []
    for words in filter(None, map(folded, _CLAUSES.split(text))):
        if found and _NOT_YET.search(words) and not _SUBJECT.search(words):
            found[-1] += f" {words}"
        else:
            found.append(words)
    return found
