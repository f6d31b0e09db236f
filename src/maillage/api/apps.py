"""Registers the template of the page that documents the API."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "maillage.api"
    label = "maillage_api"
