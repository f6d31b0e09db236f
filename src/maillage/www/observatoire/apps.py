"""Registers the templates and static files of the observatory."""

from django.apps import AppConfig


class ObservatoireConfig(AppConfig):
    name = "maillage.www.observatoire"
    label = "www_observatoire"
