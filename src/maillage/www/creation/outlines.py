"""The outline of the lettre d'intention, read once."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

_FILE = Path(__file__).with_name("lettre.yaml")


@dataclass(frozen=True, slots=True)
class Part:
    """One section of the letter: its key is kept in the database."""

    key: str
    title: str
    help: str


@lru_cache(maxsize=1)
def letter() -> Sequence[Part]:
    """The sections in the order of the letter."""
    return tuple(Part(**fields) for fields in yaml.safe_load(_FILE.read_text("utf-8"))["sections"])
