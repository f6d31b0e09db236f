"""Application « communaute »: templates and static files of the family."""

from django.apps import AppConfig


class CommunauteConfig(AppConfig):
    name = "maillage.www.communaute"
    label = "www_communaute"
