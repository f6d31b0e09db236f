"""Who asks: the visitor's address behind the trusted proxies, for rate limits only, never stored in clear."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest


def address(request: HttpRequest) -> str:
    """The address that the outermost trusted proxy saw; a forged header never counts."""
    seen = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if settings.MAILLAGE_PROXIES else []
    hops = [hop.strip() for hop in seen if hop.strip()]
    given = hops[-settings.MAILLAGE_PROXIES] if len(hops) >= settings.MAILLAGE_PROXIES > 0 else ""
    return _valid(given) or _valid(request.META.get("REMOTE_ADDR", "")) or "0.0.0.0"  # noqa: S104


def _valid(text: str) -> str:
    try:
        return str(ipaddress.ip_address(text))
    except ValueError:
        return ""
