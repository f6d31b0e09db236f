"""One act asked by a form of a workspace: done, or refused beside what was typed."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS

from maillage.accounts.refusals import Stale, UnableToSave
from maillage.www.shared.formats import typed

_STALE = "perime"


def done(form: forms.Form, act: Callable[[dict[str, Any]], Any]) -> bool:
    """Runs the act with the clean fields; a refusal becomes an error of the whole form."""
    if not form.is_valid():
        return False
    try:
        act(form.cleaned_data)
    except UnableToSave as refused:
        form.add_error(None, forms.ValidationError(typed(str(refused)), code=_STALE if isinstance(refused, Stale) else None))
        return False
    return True


def is_stale(one: object) -> bool:
    """Whether it is a form refused because somebody else changed the same thing meanwhile."""
    return isinstance(one, forms.BaseForm) and one.has_error(NON_FIELD_ERRORS, _STALE)


def refusals(typed_in: Iterable[object]) -> list[str]:
    """The sentences that no field bears, of forms and of refused acts: the page says them first, whatever it still shows."""
    found: list[str] = []
    for one in typed_in:
        if isinstance(one, forms.BaseForm):
            found += [str(sentence) for sentence in one.non_field_errors()]
        elif isinstance(one, UnableToSave):
            found.append(typed(str(one)))
    return found
