"""The outline of the health project: its parts in order, what each is made of, the questions it answers."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from maillage.kernel.french import typed

_FILE = Path(__file__).with_name("projet.yaml")


@dataclass(frozen=True, slots=True)
class Part:
    """One part. `kind`: texte (people write it), identite, diagnostic, objectifs or budget (drawn from records)."""

    key: str
    letter: str
    title: str
    kind: str
    help: tuple[str, ...]
    required: bool = True

    @property
    def is_written(self) -> bool:
        """Whether it holds words of its own."""
        return self.kind in ("texte", "identite")


@lru_cache(maxsize=1)
def parts() -> tuple[Part, ...]:
    """In the order of reading."""
    return tuple(
        Part(**{**row, "title": typed(row["title"]), "help": tuple(typed(line) for line in row["help"])})
        for row in yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    )


def part(key: str) -> Part | None:
    """None for a key that the outline does not have."""
    return next((one for one in parts() if one.key == key), None)
