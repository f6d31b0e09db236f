"""Extracts of FINESS that have a header, under the names that several publishers gave to the same columns."""

from pathlib import Path
from typing import Any

from maillage.kernel.folding import folded
from maillage.opendata.sources import reading
from maillage.opendata.sources.finess import schema


def read(path: Path, inside: str = "") -> list[dict[str, Any]]:
    frame = reading.csv_lines(path, wanted=schema.HEADED_WANTED, inside=inside)
    optional = [name for name in schema.HEADED if name not in schema.REQUIRED]
    return reading.columns(frame, schema.HEADED, optional=optional).to_dicts()


def read_activities(path: Path, inside: str = "") -> dict[str, set[str]]:
    """FINESS number -> « urgences », « maternite », from the register of authorised care."""
    frame = reading.columns(reading.csv_lines(path, wanted=schema.ACTIVITIES_WANTED, inside=inside), schema.ACTIVITIES)
    found: dict[str, set[str]] = {}
    for finess, activity, form in frame.select("finess", "activite", "modalite").unique().iter_rows():
        if finess and (what := _what(folded(activity or ""), folded(form or ""))):
            found.setdefault(finess.zfill(9), set()).add(what)
    return found


def _what(activity: str, form: str) -> str | None:
    """An emergency team that only drives out (SMUR) or answers the telephone (SAMU) receives nobody."""
    if "urgence" in activity and "samu" not in form and "smur" not in form:
        return "urgences"
    if "obstetrique" in activity and "obstetrique" in form:
        return "maternite"
    return None


def is_activities(head: str) -> bool:
    """Whether the first line is that of the register of authorised care."""
    first = head.split("\n", 1)[0].split(";")
    return all(name in first for name in schema.ACTIVITIES_WANTED)
