"""Outlines that cross themselves, made whole in a process of its own: a few hundred points drawn at random take it minutes,
and nothing stops it from inside. This module is also the program of that process: it imports nothing of ours.
"""

import json
import subprocess
import sys
from collections.abc import Sequence
from typing import Any

import shapely

_LEAST_SECONDS, _BY_SECOND = 10, 200_000
"""Time that mending may take, and how many bytes of outlines give one second more."""


class UnableToMend(ValueError):
    """The outlines cross themselves too much to mean a territory."""


def mended(outlines: Sequence[shapely.Geometry]) -> list[shapely.Geometry]:
    """The same, valid; one process for all those that are not."""
    crossed = [one for one in outlines if not shapely.is_valid(one)]
    if not crossed:
        return list(outlines)
    told = json.dumps([shapely.to_wkb(one, hex=True) for one in crossed])
    command, seconds = [sys.executable, "-I", __file__], _LEAST_SECONDS + len(told) // _BY_SECOND
    try:
        done = subprocess.run(command, input=told, capture_output=True, check=True, timeout=seconds, text=True)  # noqa: S603 (our own program)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        raise UnableToMend from None
    whole = iter([shapely.from_wkb(one) for one in json.loads(done.stdout)])
    return [one if shapely.is_valid(one) else next(whole) for one in outlines]


def _main() -> None:
    given: Any = json.load(sys.stdin)
    json.dump([shapely.to_wkb(shapely.make_valid(shapely.from_wkb(one)), hex=True) for one in given], sys.stdout)


if __name__ == "__main__":
    _main()
