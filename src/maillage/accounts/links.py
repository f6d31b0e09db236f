"""Addresses of this instance as mails write them: whole, whatever the request that caused them."""

from urllib.parse import urlsplit

from django.conf import settings


def absolute(path: str) -> str:
    """« https://maillage.exemple.fr/compte/… » of a path that begins with a slash."""
    return f"{settings.MAILLAGE_URL or _guessed()}{path}"


def ours(url: str) -> str:
    """The same page under our own name, whatever name the request gave it."""
    return absolute(urlsplit(url)._replace(scheme="", netloc="").geturl())


def host() -> str:
    """The name under which mails present this instance."""
    return urlsplit(absolute("/")).netloc


def _guessed() -> str:
    """The first real name of MAILLAGE_HOSTS, when MAILLAGE_URL does not say."""
    names = [host.lstrip(".") for host in settings.ALLOWED_HOSTS if host != "*"]
    return f"{'https' if settings.MAILLAGE_HTTPS else 'http'}://{names[0] if names else 'localhost'}"
