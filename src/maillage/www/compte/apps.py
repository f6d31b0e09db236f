"""Application « compte »: templates and static files of the family."""

from django.apps import AppConfig
from django.core.validators import validate_email

from maillage.www.shared.formats import typed

EMAIL_WRONG = typed("Cette adresse électronique est incomplète : attendu prenom.nom@exemple.fr.")


class CompteConfig(AppConfig):
    name = "maillage.www.compte"
    label = "www_compte"

    def ready(self) -> None:
        """Django refuses an address without showing a right one (RGAA 11.11); the library's forms take its sentence."""
        validate_email.message = EMAIL_WRONG
