"""Moves a row one place up or down among its siblings."""

from collections.abc import Iterable

from django.db.models import Model


def shift(rows: Iterable[Model], row: Model, *, up: bool) -> bool:
    """Swaps a row with the one before or after; positions are numbered anew. False at an end of the list."""
    ordered = list(rows)
    place = next(index for index, one in enumerate(ordered) if one.pk == row.pk)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(ordered):
        return False
    ordered[place], ordered[other] = ordered[other], ordered[place]
    for position, one in enumerate(ordered, start=1):
        type(one)._default_manager.filter(pk=one.pk).update(position=position)
    return True
