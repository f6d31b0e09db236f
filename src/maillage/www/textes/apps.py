"""Registers the templates and static files of the pages about the law."""

from django.apps import AppConfig


class TextesConfig(AppConfig):
    name = "maillage.www.textes"
    label = "www_textes"
