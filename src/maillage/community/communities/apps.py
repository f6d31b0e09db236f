"""Application of the communities: the tenant, before every other app of `community`."""

from django.apps import AppConfig


class CommunitiesConfig(AppConfig):
    name = "maillage.community.communities"
    label = "communities"
    verbose_name = "CPTS"
