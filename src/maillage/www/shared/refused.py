"""What a page's forms refused, told once at its top: a long form must not hide its errors below the fold."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.forms import BaseForm, BaseFormSet


@dataclass(frozen=True, slots=True)
class Refused:
    """One field to correct."""

    href: str
    """The field on this page."""
    label: str
    text: str


TOLD = ("refusal", "refusals", "refused", "wrong", "errors")
"""Names that views give to a sentence, or sentences, that refuse what was sent and that the page shows itself."""


def is_refused(context: Mapping[str, Any]) -> bool:
    """Whether the answer to a form refuses it, in a field, as a whole, or in a sentence: its title then says « Erreur »."""
    return any(context.get(name) for name in TOLD) or any(form.errors for form in _forms(context))


def refused_fields(context: Mapping[str, Any]) -> list[Refused]:
    """The fields that the forms of a page refuse, in their order, whatever name its view gave to each form."""
    found = {id(form): form for form in _forms(context)}
    return [refused for form in found.values() for refused in _refused(form)]


def _forms(value: Any, depth: int = 3) -> Iterator[BaseForm]:
    """The bound forms of a value of the context: itself, those of a set, of a list, or of a line that carries one."""
    if isinstance(value, BaseForm):
        if value.is_bound:
            yield value
    elif isinstance(value, BaseFormSet):
        yield from (form for form in value.forms if form.is_bound)
    elif depth and isinstance(value, Mapping):
        for inner in value.values():
            yield from _forms(inner, depth - 1)
    elif depth and isinstance(value, list | tuple):
        for inner in value:
            yield from _forms(inner, depth - 1)
    elif depth and type(value).__module__.startswith("maillage.www."):
        for name in getattr(value, "__dataclass_fields__", vars(value) if hasattr(value, "__dict__") else ()):
            yield from _forms(getattr(value, name), depth - 1)


def _refused(form: BaseForm) -> Iterator[Refused]:
    for name, errors in form.errors.items():
        if name not in form.fields and not form.prefix:
            continue  # of the whole form: the page says it itself
        # what a line of a list refuses as a whole is told at its first field
        field = form[name] if name in form.fields else next(iter(form))
        if field.is_hidden:
            continue
        for error in errors:
            text = str(error)
            label = "" if name not in form.fields or text.startswith(str(field.label)) else str(field.label)
            yield Refused(f"#{field.auto_id}", label, text)
