"""Reads the definitions of measures: the only file access of the package."""

from functools import cache
from pathlib import Path

import yaml

from maillage.law import yaml_file
from maillage.measures.model import SECTIONS, Definition
from maillage.measures.schema import DefinitionFile, features
from maillage.measures.semblables import Feature

ROOT = Path(__file__).parent / "definitions"
FEATURES = "semblables.yaml"


class InvalidDefinitions(ValueError):
    """Some files are not well formed; `errors` names file, key, value and remedy, one French sentence each."""

    def __init__(self, errors: tuple[str, ...]) -> None:
        super().__init__("\n".join(errors))
        self.errors = errors


def load_definitions(root: Path | None = None) -> dict[str, Definition]:
    """Key -> measure, in the order of the sections then of the file names; read once, or each time from another folder.

    InvalidDefinitions lists every mistake of every file.
    """
    return dict(_packaged() if root is None else _read(root))


@cache
def load_features() -> tuple[Feature, ...]:
    """The traits on which territories resemble one another, as `semblables.yaml` declares them."""
    errors: list[str] = []
    found = features(yaml_file.read(ROOT / FEATURES), _packaged(), FEATURES, errors)
    if errors:
        raise InvalidDefinitions(tuple(errors))
    return found


@cache
def _packaged() -> dict[str, Definition]:
    return _read(ROOT)


def _read(root: Path) -> dict[str, Definition]:
    errors: list[str] = []
    found: dict[str, Definition] = {}
    for path in _files(root):
        name = path.relative_to(root).as_posix()
        try:
            raw = yaml_file.read(path)
        except (yaml.YAMLError, ValueError) as error:
            errors.append(f"{name} : YAML illisible ; {str(error).replace(chr(10), ' ')}")
            continue
        file = DefinitionFile(path.parent.name, path.stem.partition("-")[2] or path.stem, name, raw)
        for definition in file.definitions():
            if definition.key in found:
                errors.append(f"{name} : la clé « {definition.key} » est déjà celle de {found[definition.key].file}.")
            found[definition.key] = definition
        errors += file.errors
    if errors:
        raise InvalidDefinitions(tuple(errors))
    return found


def _files(root: Path) -> list[Path]:
    """One folder a section; files beside the folders are not measures. « 10-name.yaml » orders the measure « name »."""
    order = list(SECTIONS)
    paths = root.glob("*/*.yaml")
    return sorted(paths, key=lambda p: (order.index(p.parent.name) if p.parent.name in order else len(order), p.name))
