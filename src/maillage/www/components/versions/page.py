"""Two versions compared: the last two, unless the address asks for others (`?de=1&a=3`); 0 is before the first."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.http import Http404, HttpRequest, HttpResponse

from maillage.accounts.models import User
from maillage.www.components.versions.comparison import Line
from maillage.www.shared import espace
from maillage.www.shared.espace import Visit


@dataclass(frozen=True, slots=True)
class Kept:
    """One version in the list; `said` is what the last column tells of it."""

    number: int
    at: datetime
    by: User | None
    said: str


@dataclass(frozen=True, slots=True)
class Change:
    """Lines of one part, under its name when there are several."""

    label: str
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class History:
    """What the page tells. `again` is the address where a version is taken up, before its number; `present` the one in force."""

    title: str
    back: str
    back_label: str
    again: str
    present: int
    kept: Sequence[Kept]
    said: str
    """Title of the last column."""
    nothing: str
    """« le texte vide du début »."""


class _Asked(forms.Form):
    de = forms.IntegerField(min_value=0, max_value=2**31 - 1)
    a = forms.IntegerField(min_value=1, max_value=2**31 - 1)


def show(request: HttpRequest, visit: Visit, told: History, between: Callable[[int, int], Sequence[Change]]) -> HttpResponse:
    """The page; 404 when the address asks for a version that was never kept."""
    numbers = [one.number for one in told.kept]
    asked = _Asked(request.GET)
    if asked.is_valid():
        first, second = asked.cleaned_data["de"], asked.cleaned_data["a"]
    else:
        first, second = [*numbers[1:2], 0][0], (numbers or [0])[0]
    if numbers and not {first, second} <= {0, *numbers}:
        raise Http404
    changes = between(first, second) if numbers else ()
    context = {"told": told, "first": first, "second": second, "changes": changes}
    return espace.page(request, visit, "components/versions/page.html", context)
