"""Lit les fichiers YAML de la loi : la seule entrée/sortie du paquet."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from maillage.law import register, yaml_file
from maillage.law.checks import Complaints
from maillage.law.corpus import Law, chapter_path
from maillage.law.errors import InvalidLaw
from maillage.law.model import Chapter, Parameter
from maillage.law.schema import ParameterFile, Vocabulary

ROOT = Path(__file__).parent
_SMALL_FILES = ("texts", "units", "dimensions", "chapters", "questions")


def load(root: Path | None = None) -> Law:
    """La loi fournie avec Maillage, lue une fois ; ou celle d'un autre dossier, relue à chaque appel.

    InvalidLaw énumère toutes les fautes des fichiers.
    """
    return _packaged() if root is None else _read(Path(root))


@cache
def _packaged() -> Law:
    return _read(ROOT)


def _read(root: Path) -> Law:
    errors: list[str] = []
    small = {name: _yaml(root / f"{name}.yaml", root, errors) for name in _SMALL_FILES}
    files = {path: _yaml(file, root, errors) for path, file in _parameter_files(root)}
    says = {name: Complaints(f"{name}.yaml") for name in _SMALL_FILES}
    words = Vocabulary(
        units=register.units(small["units"], says["units"]),
        texts=register.texts(small["texts"], says["texts"]),
        dimensions=small["dimensions"],
    )
    chapters = register.chapters(small["chapters"], says["chapters"])
    questions = register.questions(small["questions"], says["questions"])
    errors += [error for complaints in says.values() for error in complaints.errors]
    parameters = dict(_parameters(files, words, errors))
    if errors:
        raise InvalidLaw(tuple(errors))
    return Law(
        parameters=_in_order(parameters, chapters),
        texts=words.texts,
        units=words.units,
        chapters=chapters,
        dimensions=words.dimensions,
        questions=questions,
        digest=_digest({**small, "parameters": files}),
    )


def _parameter_files(root: Path) -> Iterator[tuple[str, Path]]:
    folder = root / "parameters"
    for file in sorted(folder.rglob("*.yaml")):
        yield file.relative_to(folder).with_suffix("").as_posix(), file


def _parameters(files: Mapping[str, Any], words: Vocabulary, errors: list[str]) -> Iterator[tuple[str, Parameter]]:
    for path, raw in files.items():
        if not raw:
            continue  # illisible ou vide : déjà dit
        file = ParameterFile(path, f"parameters/{path}.yaml", raw, words)
        parameter = file.parameter()
        errors += file.errors
        if parameter:
            yield path, parameter


def _in_order(parameters: dict[str, Parameter], chapters: tuple[Chapter, ...]) -> dict[str, Parameter]:
    """Les paramètres dans l'ordre des chapitres, puis par nom."""

    ranks = {chapter.path: (rank, chapter.first) for rank, chapter in enumerate(chapters)}

    def rank(path: str) -> tuple[int, int, str]:
        place, first = ranks.get(chapter_path(path, ranks), (len(ranks), ()))
        name = path.rpartition("/")[2]
        return (place, first.index(name) if name in first else len(first), path)

    return {path: parameters[path] for path in sorted(parameters, key=rank)}


def _yaml(file: Path, root: Path, errors: list[str]) -> Any:
    name = file.relative_to(root).as_posix()
    try:
        raw = yaml_file.read(file)
    except FileNotFoundError:
        errors.append(f"{name} : fichier absent ; copiez celui du dossier law de Maillage.")
        return {}
    except (yaml.YAMLError, ValueError) as error:
        errors.append(f"{name} : YAML illisible ; {str(error).replace(chr(10), ' ')}")
        return {}
    if not isinstance(raw, dict):
        errors.append(f"{name} : contenu {type(raw).__name__} ; le fichier doit associer des clés à des valeurs.")
        return {}
    return raw


def _digest(content: object) -> str:
    """Empreinte du contenu, indifférente à la mise en page et aux commentaires."""
    canonical = json.dumps(_plain(content), ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _plain(content: object) -> object:
    """Les clés en texte : JSON ne connaît pas les dates."""
    if isinstance(content, dict):
        return {str(key): _plain(value) for key, value in content.items()}
    return [_plain(value) for value in content] if isinstance(content, list) else content
