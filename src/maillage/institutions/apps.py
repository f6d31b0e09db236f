"""Application of the institutions: above the communities, whose transmitted files it instructs."""

from django.apps import AppConfig


class InstitutionsConfig(AppConfig):
    name = "maillage.institutions"
    label = "institutions"
    verbose_name = "Institutions"

    def ready(self) -> None:
        from maillage.accounts.journal import written
        from maillage.institutions.news import posting

        written.connect(posting.hear, dispatch_uid="maillage.news")
