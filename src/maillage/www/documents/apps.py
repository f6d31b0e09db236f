"""Application « documents »: templates and static files of the family."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "maillage.www.documents"
    label = "www_documents"
