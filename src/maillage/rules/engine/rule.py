"""What a rule is: a name of the law, a sentence, its articles, and dated formulas."""

import inspect
import re
from collections.abc import Callable
from datetime import date
from typing import Any, ClassVar

Formula = Callable[..., Any]
Calcul = Any
"""What a formula reads through: a `Trace` or `Columns`, which answer the same calls."""
Nombre = Any
"""A value of the engine: an int on one dossier, an int64 array on columns; cents, days, millionths or counts."""
_FORMULA = re.compile(r"formula_(\d{4})_(\d{2})_(\d{2})")


class Rule:
    """Base of the rules. A subclass gives `label`, `cites`, `unit`, a docstring, and formulas.

    `formula_2019_08_25(c, annee, mission)` applies from that day until the next dated formula. It reads
    only through `c` and branches only through `c.choose` and the helpers, so that the same text runs on one
    dossier and on columns. `dated_by` names the rule that gives the legal day for the same leading keys;
    without it the day is that of the computation. `operation` writes the arithmetic of the formula, one template a case
    (see `engine.operation`).
    """

    label: ClassVar[str]
    cites: ClassVar[str]
    unit: ClassVar[str]
    dated_by: ClassVar[str | None] = None
    operation: ClassVar[tuple[str, ...]] = ()


class Declared:
    """A rule ready to run: its formulas by first day, newest first, and the names of its keys."""

    __slots__ = ("cites", "dated_by", "formulas", "keys", "label", "name", "operation", "sentence", "single", "unit")

    def __init__(self, rule: type[Rule]) -> None:
        self.name = rule.__name__
        self.label, self.cites, self.unit = rule.label, rule.cites, rule.unit
        self.dated_by = rule.dated_by
        self.operation = rule.operation
        self.sentence = inspect.cleandoc(rule.__doc__ or "")
        self.formulas = tuple(sorted(_formulas(rule), reverse=True))
        if not self.formulas or not self.sentence:
            raise TypeError(f"la règle {self.name} n'a pas de formule datée ou pas de phrase")
        parameters = inspect.signature(self.formulas[0][1]).parameters
        self.keys = tuple(parameters)[1:]
        self.single = self.formulas[0][1] if len(self.formulas) == 1 else None


def _formulas(rule: type[Rule]) -> list[tuple[int, Formula]]:
    found = []
    for name, function in vars(rule).items():
        if match := _FORMULA.fullmatch(name):
            found.append((date(*map(int, match.groups())).toordinal(), function))
    return found


def declare(*modules: Any) -> dict[str, Declared]:
    """Every rule of the given modules, by name; a name given twice is an error."""
    rules: dict[str, Declared] = {}
    for module in modules:
        for value in vars(module).values():
            if inspect.isclass(value) and issubclass(value, Rule) and value.__module__ == module.__name__:
                if value.__name__ in rules:
                    raise TypeError(f"deux règles portent le nom {value.__name__}")
                rules[value.__name__] = Declared(value)
    return rules
