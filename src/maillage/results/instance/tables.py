"""Which tables hold records, in an order where each comes after those it points at; and a row as JSON, both ways."""

import base64
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from graphlib import TopologicalSorter
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Field, Model

_SESSIONS = {"sessions", "usersessions", "shared"}
"""Worth nothing away from the secret key of the instance, nor from its browsers."""
_MIGRATED = {"contenttypes", "auth"}
"""Made again by migrations."""


class Wrong(ValueError):
    """A row that Maillage did not write; the message is a French sentence."""


def records() -> list[type[Model]]:
    """Every table of records, those that are pointed at first."""
    found = {
        model._meta.label_lower: model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model._meta.app_label not in _SESSIONS | _MIGRATED
    }
    graph = {label: _pointed_at(model) & found.keys() for label, model in sorted(found.items())}
    return [found[label] for label in TopologicalSorter(graph).static_order()]


def sessions() -> list[type[Model]]:
    """Tables of the browsers signed in: neither kept nor compared, and emptied by a restoration."""
    return [model for model in apps.get_models() if model._meta.app_label in _SESSIONS]


def rows(model: type[Model]) -> Iterator[Model]:
    """Every row, in the order of its key; asked outside the walls, in the caller's transaction."""
    yield from model._base_manager.order_by("pk").iterator(chunk_size=500)


def as_json(row: Model) -> str:
    """One line, the same on every database."""
    said = {field.attname: _plain(field.value_from_object(row)) for field in row._meta.concrete_fields}
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def from_json(model: type[Model], line: str) -> Model:
    """The row of a line of `as_json`; Wrong when its columns are not those of the table."""
    try:
        said = json.loads(line, parse_constant=_refused)
    except (ValueError, RecursionError):
        raise Wrong(f"une ligne de « {model._meta.db_table} » ne se lit pas") from None
    fields: dict[str, Field] = {field.attname: field for field in model._meta.concrete_fields}
    if not isinstance(said, dict) or said.keys() != fields.keys():
        raise Wrong(f"les colonnes de « {model._meta.db_table} » ne sont pas celles de cette version")
    return model(**{name: fields[name].to_python(value) for name, value in said.items()})


def _refused(constant: str) -> None:
    """NaN and infinities are no JSON: PostgreSQL keeps none."""
    raise ValueError(constant)


def _pointed_at(model: type[Model]) -> set[str]:
    others = (field.related_model for field in model._meta.concrete_fields if field.is_relation)
    return {other._meta.label_lower for other in others if other} - {model._meta.label_lower}


def _plain(value: Any) -> Any:
    """What JSON can say. PostgreSQL gives 100 for a number kept as 100.0 in JSON: whole numbers are written whole."""
    match value:
        case datetime():
            return value.astimezone(UTC).isoformat(timespec="microseconds")
        case date() | time():
            return value.isoformat()
        case timedelta():
            return str(value)
        case UUID() | Decimal():
            return str(value)
        case bytes() | memoryview():
            return base64.b64encode(bytes(value)).decode("ascii")
        case float() if value.is_integer():
            return int(value)
        case dict():
            return {str(key): _plain(item) for key, item in value.items()}
        case list() | tuple():
            return [_plain(item) for item in value]
    return value
