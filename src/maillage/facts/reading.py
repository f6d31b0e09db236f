"""Reads a YAML text into plain values with their line, and collects one clear sentence a mistake."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import yaml

from maillage.kernel import written
from maillage.kernel.folding import folded
from maillage.kernel.money import InvalidAmount, cents

MAX_LENGTH = 500_000
"""Characters: thousands of communes fit; a text longer than this is not a dossier."""
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)
"""No CPTS was before, and no contract that runs now ends after."""
MAX_DEPTH = 20
"""Lists in lists and keys in keys: a dossier has six; the time to compose a text grows with the square of this."""
_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@dataclass(frozen=True, slots=True)
class Cell:
    """A value of the file (text, list of cells, or mapping of cells), its path and its line."""

    value: Any
    path: str
    line: int

    @property
    def is_empty(self) -> bool:
        return self.value in ("", "~", "null")


class Reader:
    """Turns cells into typed values. A mistake becomes a sentence in `errors` and None as the value."""

    def __init__(self) -> None:
        self.errors: list[str] = []

    def parse(self, text: str) -> Cell | None:
        """The whole file; None when it is not YAML that we read."""
        if len(text) > MAX_LENGTH:
            self.errors.append(f"Le fichier est trop long ({len(text)} caractères, au plus {MAX_LENGTH}).")
            return None
        try:
            if refusal := _refused_shape(text):
                self.errors.append(refusal)
                return None
            node = yaml.compose(text, Loader=_Loader)
        except (yaml.YAMLError, ValueError, RecursionError) as error:
            mark = getattr(error, "problem_mark", None)
            where = f", ligne {mark.line + 1}" if mark else ""
            self.errors.append(
                f"Le fichier n'est pas du YAML lisible{where} : vérifiez les retraits, les deux-points et les accolades."
            )
            return None
        return None if node is None else self._cell(node, "")

    def _cell(self, node: yaml.Node, path: str) -> Cell:
        line = node.start_mark.line + 1
        if isinstance(node, yaml.MappingNode):
            return Cell(self._mapping(node, path), path, line)
        if isinstance(node, yaml.SequenceNode):
            return Cell([self._cell(n, f"{path}[{i}]") for i, n in enumerate(node.value, 1)], path, line)
        return Cell(node.value.strip(), path, line)

    def _mapping(self, node: yaml.MappingNode, path: str) -> dict[str, Cell]:
        found: dict[str, Cell] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode):
                self.errors.append(f"{path or 'dossier'} (ligne {line}) : une clé est un mot seul ; retirez ses crochets.")
                continue
            key = str(key_node.value)
            here = f"{path}.{key}" if path else key
            if key in found:
                self.errors.append(f"{here} : la clé est écrite deux fois (ligne {line}) ; gardez-en une.")
            found[key] = self._cell(value_node, here)
        return found

    def error(self, cell: Cell, problem: str, remedy: str) -> None:
        shown = "" if isinstance(cell.value, dict | list) or not cell.value else f" « {str(cell.value)[:60]} »"
        self.errors.append(f"{cell.path or 'dossier'} (ligne {cell.line}) :{shown} {problem} ; {remedy}.")

    def mapping(self, cell: Cell | None, *, keys: Iterable[str] | None = None) -> dict[str, Cell]:
        """The keys of a mapping; those outside `keys` are refused by name."""
        if cell is None or (isinstance(cell.value, str) and cell.is_empty):
            return {}
        if not isinstance(cell.value, dict):
            self.error(cell, "devrait contenir des clés", "écrivez « clé: valeur », une par ligne")
            return {}
        if keys is not None:
            self._refuse_unknown(cell, set(keys))
        return cell.value

    def _refuse_unknown(self, cell: Cell, known: set[str]) -> None:
        for name, child in cell.value.items():
            if name not in known:
                self.errors.append(
                    f"{child.path} (ligne {child.line}) : clé inconnue ; clés permises ici : {', '.join(sorted(known))}."
                )

    def items(self, cell: Cell | None) -> Iterator[Cell]:
        """The elements of a list."""
        if cell is None or (isinstance(cell.value, str) and cell.is_empty):
            return
        if not isinstance(cell.value, list):
            self.error(cell, "devrait être une liste", "écrivez-la entre crochets, ou un tiret par ligne")
            return
        yield from cell.value

    def text(self, cell: Cell) -> str | None:
        if isinstance(cell.value, str):
            return cell.value
        self.error(cell, "devrait être un texte", "écrivez une seule valeur")
        return None

    def whole(self, cell: Cell, *, least: int, most: int, what: str) -> int | None:
        """A whole number between two bounds; spaces between thousands are accepted."""
        try:
            number = written.whole(_scalar(cell))
        except written.Unreadable:
            self.error(cell, f"n'est pas {what}", f"écrivez un nombre entier entre {least} et {most}")
            return None
        if not least <= number <= most:
            self.error(cell, f"n'est pas {what} plausible", f"écrivez un nombre entier entre {least} et {most}")
            return None
        return number

    def day(self, cell: Cell, *, serial: bool = False) -> date | None:
        """A date written AAAA-MM-JJ or JJ/MM/AAAA, between 2000 and 2099; `serial` as in `written.day`."""
        try:
            found = written.day(_scalar(cell), serial=serial)
        except written.Unreadable:
            self.error(cell, "n'est pas une date du calendrier", "écrivez AAAA-MM-JJ, par exemple 2025-03-01")
            return None
        if not FIRST_DAY <= found <= LAST_DAY:
            self.error(cell, "est une date hors du possible", f"donnez une date entre {FIRST_DAY.year} et {LAST_DAY.year}")
            return None
        return found

    def share(self, cell: Cell) -> Decimal | None:
        """A share from 0 to 1, or its percentage, with at most six decimals."""
        try:
            share = written.share(_scalar(cell))
        except written.Unreadable:
            self.error(cell, "n'est pas un taux", "écrivez un nombre entre 0 et 1, par exemple 0.8, ou 80 %")
            return None
        if not 0 <= share <= 1:
            self.error(cell, "sort de l'intervalle de 0 à 1", "écrivez 0.8 ou 80 %")
            return None
        if share != round(share, 6):
            self.error(cell, "a plus de six décimales", "arrondissez-le")
            return None
        return share

    def amount(self, cell: Cell) -> int | None:
        """An amount in euros, as cents; negative or beyond ten million is refused."""
        try:
            amount = cents(_scalar(cell))
        except InvalidAmount:
            amount = None
        if amount is None or not 0 <= amount <= 1_000_000_000:
            self.error(
                cell,
                "n'est pas un montant en euros",
                "écrivez par exemple 90000 ou 44630.14, deux décimales au plus, entre 0 et 10 000 000",
            )
            return None
        return amount

    def yes_no(self, cell: Cell) -> bool | None:
        answers = {"true": True, "oui": True, "vrai": True, "false": False, "non": False, "faux": False}
        answer = answers.get(folded(_scalar(cell)))
        if answer is None:
            self.error(cell, "ne dit ni oui ni non", "écrivez true ou false")
        return answer

    def one_of(self, cell: Cell, allowed: Iterable[str]) -> str | None:
        choices = tuple(allowed)
        if cell.value in choices:
            return str(cell.value)
        self.error(cell, "n'est pas un choix connu", f"écrivez l'un de : {', '.join(choices)}")
        return None


def _scalar(cell: Cell) -> str:
    """The text of a value; a list or a mapping, which no number or day is, reads as nothing."""
    return cell.value if isinstance(cell.value, str) else ""


def _refused_shape(text: str) -> str | None:
    """Why this YAML is not composed at all, or None; stops reading at the first reason."""
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.AliasEvent):
            return "Le fichier emploie des renvois YAML (« & » et « * ») : recopiez les valeurs à leur place."
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            return f"Le fichier emboîte plus de {MAX_DEPTH} niveaux de crochets ou de retraits : vérifiez-les."
    return None
