"""Registration of the studio's templates and static files."""

from django.apps import AppConfig


class TerritoireConfig(AppConfig):
    name = "maillage.www.territoire"
    label = "www_territoire"
