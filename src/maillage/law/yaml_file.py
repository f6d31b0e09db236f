"""Lit un fichier YAML de la loi vite et strictement : ni clé en double, ni « on » devenu vrai."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import yaml

_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TAG = "tag:yaml.org,2002:"
_PLAIN, _QUOTED = "plain", "quoted"


class DuplicateKey(ValueError):
    """La même clé est écrite deux fois : la première serait perdue."""


class _Loader(_Base):
    """Un scalaire sans guillemets garde ses lettres ; `_scalar` décide ensuite s'il est un nombre ou une date."""

    def resolve(self, kind: type[yaml.Node], value: Any, implicit: Any) -> str:
        if kind is yaml.ScalarNode:
            return _PLAIN if implicit[0] else _QUOTED
        return f"{_TAG}map" if kind is yaml.MappingNode else f"{_TAG}seq"

    def descend_resolver(self, *_: object) -> None:
        """Aucun type ne dépend de la place dans le fichier."""

    ascend_resolver = check_resolver_prefix = descend_resolver


def read(file: Path) -> Any:
    """Contenu du fichier ; yaml.YAMLError ou ValueError s'il est illisible."""
    loader = _Loader(file.read_bytes())
    try:
        node = loader.get_single_node()
        return None if node is None else _construct(node, {})
    finally:
        loader.dispose()


def _construct(node: yaml.Node, done: dict[int, Any]) -> Any:
    """Objet d'un nœud ; les alias d'une même ancre rendent le même objet."""
    if isinstance(node, yaml.ScalarNode):
        return _scalar(node.value) if node.tag == _PLAIN else node.value
    if id(node) not in done:
        done[id(node)] = (
            _mapping(node, done) if isinstance(node, yaml.MappingNode) else [_construct(n, done) for n in node.value]
        )
    return done[id(node)]


def _mapping(node: yaml.MappingNode, done: dict[int, Any]) -> dict[Any, Any]:
    inherited: dict[Any, Any] = {}
    own: dict[Any, Any] = {}
    for key_node, value_node in node.value:
        value = _construct(value_node, done)
        if key_node.value == "<<":
            inherited.update(value)
            continue
        key = _construct(key_node, done)
        if key in own:
            raise DuplicateKey(f"ligne {key_node.start_mark.line + 1} : la clé « {key} » est écrite deux fois ; gardez-en une.")
        own[key] = value
    return {**inherited, **own}


def _scalar(text: str) -> int | date | bool | str | None:
    """Entier, date ou booléen ; « 0.75 » reste un texte, donc exact, et « on » reste un mot."""
    if text[:1].isdigit():
        if text.isdigit():
            return int(text)
        return date.fromisoformat(text) if _DAY.fullmatch(text) else text
    return _WORDS.get(text, text)


_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "": None}
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
