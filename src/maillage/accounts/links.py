"""Addresses of this instance as mails write them: whole, whatever the request that caused them."""

from django.conf import settings


def absolute(path: str) -> str:
    """« https://maillage.exemple.fr/compte/… » of a path that begins with a slash."""
    return f"{settings.MAILLAGE_URL or _guessed()}{path}"


def _guessed() -> str:
    """The first real name of MAILLAGE_HOSTS, when MAILLAGE_URL does not say."""
    names = [host.lstrip(".") for host in settings.ALLOWED_HOSTS if host != "*"]
    return f"{'https' if settings.MAILLAGE_HTTPS else 'http'}://{names[0] if names else 'localhost'}"
