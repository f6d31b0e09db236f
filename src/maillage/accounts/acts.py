"""Acts that the journal knows, in words. An act that is not listed here is refused when it is written."""

ACTS = {
    # accounts
    "connexion": "Connexion",
    "connexion_refusee": "Connexion refusée",
    "deconnexion": "Déconnexion",
    "second_facteur_ajoute": "Second facteur ajouté",
    "second_facteur_retire": "Second facteur retiré",
    "mot_de_passe_change": "Mot de passe changé",
    "session_fermee": "Session fermée à distance",
    "personne_effacee": "Personne effacée",
    "invitation_envoyee": "Invitation envoyée",
    "invitation_retiree": "Invitation retirée",
    "invitation_acceptee": "Invitation acceptée",
    "role_donne": "Rôle donné",
    "role_retire": "Rôle retiré",
    # reading and exports
    "donnees_personnelles_lues": "Données personnelles consultées",
    "export": "Export",
    "fichier_lu": "Fichier téléchargé",
    "fichier_ajoute": "Fichier ajouté",
    "fichier_retire": "Fichier retiré",
    "fichier_remis": "Fichier remis",
    # the CPTS
    "cpts_creee": "CPTS créée",
    "cpts_importee": "CPTS importée d'une autre instance",
    "cpts_modifiee": "Identité modifiée",
    "page_publique": "Page publique ouverte ou fermée",
    "perimetre_change": "Périmètre changé",
    # the path of creation
    "rencontre": "Rencontre enregistrée",
    "section_enregistree": "Texte enregistré",
    "commentaire": "Commentaire",
    "piece_demandee": "Pièce demandée",
    "piece_fournie": "Pièce fournie",
    "transmission": "Dossier transmis",
    "reception": "Réception datée",
    "avis": "Avis donné",
    "decision": "Décision",
    "accelerateur": "Accélérateur",
    "soutien": "Soutien financier enregistré",
    "mission": "Mission",
    "objectif": "Objectif",
    "fiche_action": "Fiche-action",
    "diagnostic_insere": "Diagnostic inséré dans le projet",
    "budget": "Budget prévisionnel",
    "association": "Association",
    "contrat": "Contrat",
    # the institutions
    "lien_agenda": "Lien d'agenda créé ou retiré",
    # the instance
    "purge": "Purge du journal",
}
