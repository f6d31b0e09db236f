"""What every template may show of the site itself: navigation, version, mode."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from maillage.www.shared.accessibility import grid


@dataclass(frozen=True, slots=True)
class NavItem:
    """One entry of the main menu. `current` is true on every page of its family."""

    label: str
    href: str
    current: bool


_FAMILIES = (
    ("Territoire", "territoire"),
    ("Financement", "financement"),
    ("Observatoire", "observatoire"),
    ("Textes", "textes"),
)


def site(request: HttpRequest) -> dict[str, Any]:
    """Context processor."""
    return {
        "site_nav": _navigation(request.path),
        "site_version": settings.MAILLAGE_VERSION,
        "site_demo": settings.MAILLAGE_DEMO,
        "site_gallery": settings.MAILLAGE_DEMO or settings.DEBUG,
        "site_code_url": settings.MAILLAGE_CODE_URL,
        "site_accessibility": grid().status,
    }


def _navigation(path: str) -> list[NavItem]:
    addresses = ((label, reverse(f"{family}:index")) for label, family in _FAMILIES)
    return [NavItem(label, href, path.startswith(href)) for label, href in addresses]
