"""Every address under the spaces of a CPTS and of an institution, as the resolver says them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve
from django.urls.converters import UUIDConverter

CPTS, INSTITUTION = "c/<slug:slug>/", "institution/<slug:slug>/"
ARGUMENT = re.compile(r"<(?:\w+:)?(\w+)>")


@dataclass(frozen=True)
class Address:
    """One pattern under a space: its route as the resolver says it."""

    route: str
    pattern: URLPattern

    @property
    def arguments(self) -> list[str]:
        return [name for name in ARGUMENT.findall(self.route) if name != "slug"]

    @property
    def rows(self) -> list[str]:
        """Arguments that are identifiers of rows."""
        converters = self.pattern.pattern.converters
        return [name for name in self.arguments if isinstance(converters.get(name), UUIDConverter)]

    def filled(self, slug: str, values: dict[str, str]) -> str:
        return "/" + ARGUMENT.sub(lambda found: slug if found[1] == "slug" else values[found[1]], self.route)

    def leads_here(self, path: str) -> bool:
        try:
            return resolve(path).func == self.pattern.callback
        except Resolver404:
            return False


def addresses(space: str) -> list[Address]:
    return [one for one in _walk(get_resolver()) if one.route.startswith(space)]


def _walk(node: Any, before: str = "") -> Iterator[Address]:
    for one in node.url_patterns:
        route = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from _walk(one, route)
        else:
            yield Address(route, one)
