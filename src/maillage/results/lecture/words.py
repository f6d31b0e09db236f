"""French words for the codes of a diagnosis: kinds of places, stages, families of structures, states of sources."""

from collections.abc import Mapping

KINDS: Mapping[str, str] = {"epci": "Intercommunalité", "cpts": "CPTS"}
STAGES: Mapping[str, str] = {
    "lettre_intention": "lettre d’intention",
    "projet_valide": "projet validé",
    "aci_signe": "contrat signé",
}
STATES: Mapping[str, str] = {"reelle": "données réelles", "fictive": "données inventées", "absente": "source non chargée"}
REFERENCES: Mapping[str, str] = {
    "departement": "Département",
    "region": "Région",
    "france": "France",
    "semblables": "Semblables",
}
FINDINGS: tuple[tuple[str, str, str, str], ...] = (
    ("forces", "Forces", "force", "Aucune force ne ressort des règles de lecture."),
    ("fragilites", "Fragilités", "fragilité", "Aucune fragilité ne ressort des règles de lecture."),
    ("a_verifier", "À vérifier", "point", "Rien à vérifier de particulier."),
)
"""Key, title, noun that is counted, sentence when there is none; in the order of the synthesis."""
FAMILIES: Mapping[str, str] = {
    "msp": "Maisons de santé pluriprofessionnelles",
    "centre_de_sante": "Centres de santé",
    "pharmacie": "Pharmacies",
    "laboratoire": "Laboratoires de biologie médicale",
    "hopital": "Hôpitaux et cliniques",
    "urgences": "Services d’urgences",
    "maternite": "Maternités",
    "had": "Hospitalisation à domicile",
    "ehpad": "EHPAD",
    "ssiad": "Services de soins infirmiers à domicile",
    "cpts": "CPTS (siège)",
    "autre": "Autres structures",
}
"""In the order they are listed."""
POLARITIES: Mapping[str, str] = {
    "haut_favorable": "Une valeur haute est favorable.",
    "bas_favorable": "Une valeur basse est favorable.",
    "neutre": "Ni haut ni bas n’est favorable en soi.",
}
LEVELS: Mapping[str, str] = {"commune": "commune", "departement": "département", "region": "région", "france": "France"}
FICTITIOUS = (
    "Les chiffres marqués « fictif » sont inventés pour la démonstration. "
    "Une source réelle, une fois chargée, les remplace aussitôt."
)
SYNTHESIS = (
    "Ces phrases sont tirées des mesures par des règles déclarées : elles ouvrent la discussion, elles ne la remplacent pas."
)
SCALE = (
    "Chaque ligne de points a sa propre échelle, de la plus petite à la plus grande valeur montrée. "
    "Un rang compte à partir de la valeur la plus haute, bonne ou mauvaise."
)
FLOWS = (
    "Part de l’offre de médecins généralistes à portée des habitants, selon le lieu d’exercice, calculée par les distances. "
    "Ce ne sont pas des patients suivis : les flux observés de consommation ne sont pas en données ouvertes à la commune."
)
