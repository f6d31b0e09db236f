"""From any code a commune ever had since 1943 to the commune that holds its land now."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from maillage.opendata.base.build.decoupage import Decoupage, Record
from maillage.opendata.base.build.packages import COG, read_json

_MAX_JUMPS = 5
_HISTORY_VERSION = "0.7.0"


@dataclass(frozen=True, slots=True)
class Former:
    """A code that is not (or not only) a present commune."""

    code: str
    target: str
    kind: str
    """« deleguee », « associee » or « ancienne »."""
    name: str
    last_cog: int | None
    """Last official list read that still had it."""
    ended_on: str = ""
    """Day from which the commune no longer exists by itself (ISO), when the history says it."""


class Passage:
    """Two tables kept apart: the delegated and associated communes of the recipe, and the older codes of the COG."""

    def __init__(self, versions: dict[str, Decoupage], pivot: str) -> None:
        self.present = versions[pivot].communes
        self.former = _former(versions.values())
        self.complete = {**_old_codes(versions.values()), **self.former}

    def present_code(self, code: str, *, former_only: bool = False) -> str | None:
        """The present commune, following at most five jumps; None when nothing leads to one."""
        table = self.former if former_only else self.complete
        for _ in range(_MAX_JUMPS + 1):
            if code in self.present:
                return code
            if code not in table:
                return None
            code = table[code].target
        return None

    def entries(self, cache: Path) -> list[Former]:
        """Every retired code with its present commune, its old name and its last day, sorted."""
        ends, names = _history(cache)
        rows = []
        for code, former in self.complete.items():
            target = self.present_code(code)
            if code in self.present or target is None:
                continue
            name = former.name or names.get(code, "")
            rows.append(replace(former, target=target, name=name, ended_on=ends.get(code, "")))
        return sorted(rows, key=lambda row: row.code)


def _former(versions: Iterable[Decoupage]) -> dict[str, Former]:
    table: dict[str, Former] = {}
    for version in versions:
        for code, record in version.former.items():
            table.setdefault(code, Former(code, record["chefLieu"], record["kind"], record["nom"], COG[version.version]))
    return table


def _old_codes(versions: Iterable[Decoupage]) -> dict[str, Former]:
    """The newest version wins; the name is the last one published, when a version still had the commune."""
    versions = list(versions)
    known: dict[str, tuple[Record, int | None]] = {}
    for version in versions:
        for code, record in version.communes.items():
            known.setdefault(code, (record, COG[version.version]))
    table: dict[str, Former] = {}
    for version in versions:
        for code, target in version.old_codes.items():
            record, last = known.get(code, ({}, None))
            table.setdefault(code, Former(code, target, "ancienne", record.get("nom", ""), last))
    return table


def _history(cache: Path) -> tuple[dict[str, str], dict[str, str]]:
    """Last day and last name of the communes in the history since 1943 (it stops on 1 January 2019)."""
    ends: dict[str, str] = {}
    names: dict[str, str] = {}
    for record in read_json(cache, _HISTORY_VERSION, "historique-communes"):
        if record["type"] != "COM":
            continue
        names[record["code"]] = record["nom"]
        if record.get("dateFin", "") > ends.get(record["code"], ""):
            ends[record["code"]] = record["dateFin"]
    return ends, names


def names_before(cache: Path, versions: Iterable[Decoupage], passage: Passage) -> set[tuple[str, str]]:
    """Present commune and name, for each name borne since 1943 under any of its codes, other than the present one."""
    records = [record for record in read_json(cache, _HISTORY_VERSION, "historique-communes") if record["type"][:3] == "COM"]
    for version in versions:
        records += [*version.communes.values(), *version.former.values(), *version.namesakes.values()]
    told = ((passage.present_code(record["code"]), record["nom"]) for record in records)
    return {(code, name) for code, name in told if code and name != passage.present[code]["nom"]}


def merged_since(cache: Path, first_day: str) -> set[str]:
    """Codes of communes that ended (not by a change of name) on `first_day` or later, as the history says."""
    return {
        record["code"]
        for record in read_json(cache, _HISTORY_VERSION, "historique-communes")
        if record["type"] == "COM"
        and record.get("dateFin", "") >= first_day
        and record.get("raisonFin") != "changement de nom"
    }
