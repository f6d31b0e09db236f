"""Judges a row that comes from outside by its model alone, as forms judge what is typed: whatever models are added later.

A sentence of `Wrong` says the table, the column and what was found there. Foreign keys are judged by who knows the other rows.
"""

import json
import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import CharField, Field, JSONField, Model, TextField

from maillage.kernel.names import deceiving_sign
from maillage.results.instance import archive, tables
from maillage.results.instance.tables import Wrong

_DIGEST = re.compile(r"[0-9a-f]{64}")
_DIGESTS = {"sha256", "digest", "previous", "empreinte"}
"""Columns named so hold a SHA-256, which names files and links chains."""
_DEEPEST = 60


def read(model: type[Model], line: str, *, typed: bool) -> Model:
    """The row of a line, once everything that its model says of it holds. `typed`: as severe as a form on signs that deceive;
    a backup also brings back what older versions let in."""
    table = model._meta.label_lower
    if len(line) > archive.MOST_LINE:
        raise Wrong(f"une ligne de « {table} » est démesurée")
    try:
        row = tables.from_json(model, line)
        canonical = tables.as_json(row)
    except (ValidationError, TypeError, AttributeError, OverflowError) as error:
        raise Wrong(f"une ligne de « {table} » porte une valeur qui n'a pas la forme de sa colonne") from error
    if canonical != line.rstrip("\n"):
        raise Wrong(
            f"une ligne de « {table} » porte une valeur qui n'a pas la forme de sa colonne ({_first_difference(row, line)})"
        )
    for field in model._meta.concrete_fields:
        for fault in _faults(row, field, typed=typed):
            raise Wrong(f"« {table} », colonne « {field.attname} » : {fault}")
    if typed:
        _own_rules(row, table)
    return row


def _first_difference(row: Model, line: str) -> str:
    kept, told = json.loads(tables.as_json(row)), json.loads(line)
    return next((f"colonne « {name} »" for name in kept if repr(kept[name]) != repr(told[name])), "ordre des colonnes")


def _faults(row: Model, field: Field, *, typed: bool) -> Iterator[str]:
    """What is wrong in one column, in words."""
    value = field.value_from_object(row)
    if value is None:
        if not field.null:
            yield "une valeur manque"
        return
    if field.is_relation:
        return
    yield from _signs(value, one_line=isinstance(field, CharField) and not isinstance(field, TextField), typed=typed)
    if field.name in _DIGESTS and not (value == "" and field.blank) and not _DIGEST.fullmatch(str(value)):
        yield f"{_shown(value)} n'est pas une empreinte SHA-256"
    if field.choices and value not in {key for key, _ in field.flatchoices} and not (value == "" and field.blank):
        yield f"{_shown(value)} n'est pas un des choix possibles"
    if isinstance(field, JSONField):
        yield from _shape_faults(row, field, value)
    elif value != "":
        try:
            field.run_validators(value)
        except ValidationError as error:
            yield f"{_shown(value)} : {' '.join(error.messages)}"
    elif typed and isinstance(field, CharField) and not field.blank:
        yield "une valeur manque"


def _signs(value: Any, *, one_line: bool, typed: bool, depth: int = 0) -> Iterator[str]:
    """Signs that no database keeps, that no form lets in, or that deceive on one line; everywhere inside a JSON value."""
    if depth > _DEEPEST:
        yield "une valeur est trop profonde"
    elif isinstance(value, str):
        if any(sign == "\0" or unicodedata.category(sign) == "Cs" for sign in value):
            yield "un signe ne s'écrit dans aucune base"
        elif typed and one_line and (sign := deceiving_sign(value)):
            yield f"{_shown(value)} contient un signe invisible ou un saut de ligne (U+{ord(sign):04X})"
        elif typed and any(unicodedata.category(sign) == "Cc" and sign not in "\t\r\n" for sign in value):
            yield f"{_shown(value)} contient un signe de commande"
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _signs(key, one_line=False, typed=typed, depth=depth + 1)
            yield from _signs(inner, one_line=False, typed=typed, depth=depth + 1)
    elif isinstance(value, list):
        for inner in value:
            yield from _signs(inner, one_line=False, typed=typed, depth=depth + 1)


def _shape_faults(row: Model, field: JSONField, value: Any) -> Iterator[str]:
    """A JSON column has the shape that its model draws in `shapes`; else that of its default: a list, or a mapping."""
    drawn = getattr(row, "shapes", {}).get(field.name, list if field.default is list else dict)
    if not fits(value, drawn):
        yield f"{_shown(value)} n'a pas la forme attendue"


def fits(value: Any, shape: Any) -> bool:
    """Whether a JSON value has a shape: a type, a tuple of shapes (one of them), `[shape]` (a list), `{str: shape}` (any keys),
    `{"name": shape}` (these keys).

    >>> fits([{"label": "60 %", "cents": 5}], [{"label": str, "cents": int}])
    True
    >>> fits({"fonctionnement": {"fixe": True}}, {str: {str: int}})
    False
    """
    if isinstance(shape, tuple):
        return any(fits(value, one) for one in shape)
    if isinstance(shape, list):
        return isinstance(value, list) and all(fits(one, shape[0]) for one in value)
    if isinstance(shape, dict) and str in shape:
        return isinstance(value, dict) and all(fits(one, shape[str]) for one in value.values())
    if isinstance(shape, dict):
        return isinstance(value, dict) and value.keys() == shape.keys() and all(fits(value[key], shape[key]) for key in shape)
    if shape is None:
        return value is None
    return isinstance(value, shape) and (shape is bool or not isinstance(value, bool))


def _own_rules(row: Model, table: str) -> None:
    """What the model itself says of its rows (`clean`)."""
    try:
        row.clean()
    except ValidationError as error:
        raise Wrong(f"« {table} » : {' '.join(error.messages)}") from error


def _shown(value: Any) -> str:
    """A value as a sentence may hold it: short, and without signs that deceive."""
    text = "".join(sign if unicodedata.category(sign)[0] != "C" else "?" for sign in str(value))
    return f"« {text[:40]}{'…' if len(text) > 40 else ''} »"
