"""Typed readers of the environment: where every setting from outside enters, with a sentence for each bad value."""

import os
from collections.abc import Mapping

from django.core.exceptions import ImproperlyConfigured

_YES = {"1", "oui", "true", "vrai", "on"}
_NO = {"0", "non", "false", "faux", "off", ""}


class BadSetting(ImproperlyConfigured):
    """A variable of the environment has a value that cannot be used; the message is a French sentence."""


def text(name: str, default: str = "", *, source: Mapping[str, str] = os.environ) -> str:
    """The value without surrounding spaces."""
    return source.get(name, default).strip()


def flag(name: str, default: bool = False, *, source: Mapping[str, str] = os.environ) -> bool:
    """1/oui/true or 0/non/false, in any case."""
    value = source.get(name)
    if value is None:
        return default
    word = value.strip().lower()
    if word not in _YES | _NO:
        raise BadSetting(f"{name} vaut « {value} » : écrivez 1 (oui) ou 0 (non).")
    return word in _YES


def number(name: str, default: int, *, least: int = 0, source: Mapping[str, str] = os.environ) -> int:
    """A whole number, at least `least`."""
    value = source.get(name, "").strip()
    if not value:
        return default
    if not value.isascii() or not value.isdigit() or int(value) < least:
        raise BadSetting(f"{name} vaut « {value} » : écrivez un nombre entier d'au moins {least}.")
    return int(value)


def words(name: str, default: tuple[str, ...] = (), *, source: Mapping[str, str] = os.environ) -> list[str]:
    """A list separated by commas or spaces."""
    value = source.get(name)
    return list(default) if value is None else value.replace(",", " ").split()
