"""What holds one line is kept on one line, whoever writes it: names of people, CPTS, files and institutions, labels, places.

A form says it first where it can; this is the last door, for every model of ours and those to come.
"""

from collections.abc import Mapping
from typing import Any

from django.db.models import CharField, Model
from django.db.models.signals import pre_save

from maillage.kernel.names import deceiving_sign, one_line

_OURS = ("maillage.accounts.", "maillage.community.", "maillage.institutions.")


def listen() -> None:
    """Called once, when the application is ready."""
    pre_save.connect(_straighten, dispatch_uid="maillage.lines")


def straight(model: type[Model], values: Mapping[str, Any]) -> dict[str, Any]:
    """The same values, where those of one line hold no sign that deceives: for what is written without `save`."""
    lines = {field.attname for field in model._meta.concrete_fields if isinstance(field, CharField)}
    return {name: one_line(value) if name in lines and _deceives(value) else value for name, value in values.items()}


def _deceives(value: object) -> bool:
    return isinstance(value, str) and bool(deceiving_sign(value))


def _straighten(sender: type[Model], instance: Model, raw: bool = False, **_: Any) -> None:
    """Separators of lines become spaces, signs that hide or turn around go; what is put back from an archive was judged there."""
    if raw or not sender.__module__.startswith(_OURS):
        return
    said = {field.attname: getattr(instance, field.attname) for field in sender._meta.concrete_fields}
    for name, value in straight(sender, said).items():
        if value is not said[name]:
            setattr(instance, name, value)
