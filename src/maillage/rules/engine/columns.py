"""Runs the same rules on columns of thousands of dossiers, without trace.

A column is an int64 array. What one dossier would raise (the law silent, a fact missing) is a mask that
follows the figures: a figure is refused where something it read is refused. The weakest proof follows too.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import numpy as np

from maillage.kernel.proof import NOTHING_READ, Proof
from maillage.law.corpus import Law
from maillage.rules.engine.helpers import dimension_names, first_days, first_known
from maillage.rules.engine.rule import Declared
from maillage.rules.engine.table import Table, table_of

Mask = Any
"""None (nowhere), or an array of booleans."""


class Met:
    """What a figure under way has read: where it is refused, and the proofs, weighed only when they are asked."""

    __slots__ = ("_proof", "reads", "refused")

    def __init__(self) -> None:
        self.refused: Mask = None
        self.reads: list[Any] = []
        """Each a degree, an array of degrees, or something that has a `proof`."""
        self._proof: Any = None

    def meet(self, refused: Mask, read: Any) -> None:
        if refused is not None:
            self.refused = refused if self.refused is None else self.refused | refused
        if read is not None:
            self.reads.append(read)

    @property
    def proof(self) -> Any:
        """Weakest degree met: an int, or one a dossier."""
        if self._proof is None:
            weakest: Any = NOTHING_READ
            for read in self.reads:
                proof = read.proof if isinstance(read, Met | Choice) else read
                both_plain = isinstance(proof, int) and isinstance(weakest, int)
                weakest = min(weakest, proof) if both_plain else np.minimum(weakest, proof)
            self._proof = weakest
        return self._proof


class Choice:
    """Two branches of one condition: each dossier has the proof of its own branch."""

    __slots__ = ("condition", "first", "second")

    def __init__(self, condition: Any, first: Met, second: Met) -> None:
        self.condition, self.first, self.second = condition, first, second

    @property
    def proof(self) -> Any:
        return np.where(self.condition, self.first.proof, self.second.proof)

    @property
    def refused(self) -> Mask:
        first, second = self.first.refused, self.second.refused
        if first is None and second is None:
            return None
        return np.where(self.condition, False if first is None else first, False if second is None else second)


class Column(Met):
    """A figure over all dossiers: values, where it is refused, weakest proof met."""

    __slots__ = ("values",)

    def __init__(self) -> None:
        super().__init__()
        self.values: Any = None


class ColumnFacts:
    """Facts of all dossiers: (name, *keys) -> (int64 values, mask of the missing or None)."""

    def __init__(self, size: int, facts: Mapping[tuple[Any, ...], tuple[Any, Mask]]) -> None:
        self.size, self.facts = size, facts


class Columns:
    """One computation on all dossiers at (day, known_on). Same calls as `Trace`."""

    def __init__(
        self, rules: Mapping[str, Declared], law: Law, facts: ColumnFacts, *, day: date, known_on: date | None = None
    ) -> None:
        self.rules, self.law, self.facts = rules, law, facts
        self.day, self.known_on = day.toordinal(), known_on
        self.today = day
        self._columns: dict[tuple[Any, ...], Column] = {}
        self._tables: dict[tuple[Any, ...], Table] = {}
        self._conventions: dict[tuple[Any, ...], Any] = {}
        self._frames: list[Met] = [Met()]

    def __call__(self, name: str, *keys: Any) -> Any:
        column = self.column(name, *keys)
        self._frames[-1].meet(column.refused, column)
        return column.values

    def column(self, name: str, *keys: Any) -> Column:
        """The figure of a rule over all dossiers, computed once."""
        key = (name, *keys)
        column = self._columns.get(key)
        if column is None:
            column = self._columns[key] = Column()
            self._frames.append(column)
            try:
                column.values = self._run(self.rules[name], keys)
            finally:
                self._frames.pop()
        return column

    @property
    def computed(self) -> Mapping[tuple[Any, ...], Column]:
        """Every figure computed so far, intermediate ones too."""
        return self._columns

    def _run(self, rule: Declared, keys: tuple[Any, ...]) -> Any:
        if rule.dated_by is None:
            return self._at(rule, self.day, keys)
        dating = self.column(rule.dated_by, *keys[: len(self.rules[rule.dated_by].keys)])
        if rule.single is not None:
            self.meet(dating.refused, None)
            first_day = rule.formulas[0][0]
            if dating.values.min() < first_day:
                self.refuse(dating.values < first_day)
            return rule.single(self, *keys)
        return self._by_date(rule, 0, dating, keys)

    def _at(self, rule: Declared, day: int, keys: tuple[Any, ...]) -> Any:
        for first_day, formula in rule.formulas:
            if day >= first_day:
                return formula(self, *keys)
        self.refuse(True)
        return 0

    def _by_date(self, rule: Declared, index: int, dating: Column, keys: tuple[Any, ...]) -> Any:
        """Each dossier under the formula of its own day: nested choices, newest formula first."""
        if index == len(rule.formulas):
            self.refuse(True)
            return 0
        self.meet(dating.refused, None)
        first_day, formula = rule.formulas[index]
        return self.choose(
            dating.values >= first_day, lambda: formula(self, *keys), lambda: self._by_date(rule, index + 1, dating, keys)
        )

    def meet(self, refused: Mask, read: Any) -> None:
        """The figure under way read something refused there, with this proof."""
        self._frames[-1].meet(refused, read)

    def refuse(self, where: Any) -> None:
        """The figure under way is refused where the condition holds (a boolean, or one a dossier)."""
        if np.any(where):
            refused = np.broadcast_to(where, (self.facts.size,))
            self.meet(refused, np.where(refused, np.int8(Proof.INCONNU), np.int8(NOTHING_READ)))

    def param(self, path: str, *, on: Any, **dimensions: Any) -> Any:
        """An established parameter, by day and by size (the only dimension that is a column); refused where the law is silent."""
        sizes = dimensions.get("taille")
        if isinstance(sizes, np.ndarray):
            dimensions["taille"] = None
        else:
            sizes = None
        key = (path, *dimensions.values())
        table = self._tables.get(key)
        if table is None:
            table = self._tables[key] = table_of(self.law, path, tuple(dimensions.items()), self.known_on)
        return table.look_up(self, on, sizes)

    def convention(self, path: str, **dimensions: Any) -> Any:
        """The same choice for all dossiers, on the day of the computation."""
        key = (path, *dimensions.values())
        if key not in self._conventions:
            value = self.law.at(path, self.today, self.known_on).value(**dimensions)
            self._conventions[key] = value.default if value.value is None else value.value
            if self._conventions[key] is None:
                raise ValueError(f"la convention {path} n'a ni valeur ni choix par défaut")
        return self._conventions[key]

    def names(self, path: str) -> tuple[str, ...]:
        """The names that a parameter's dimension has ever had, in its order."""
        return dimension_names(self.law, path)

    def turns(self, path: str) -> tuple[int, ...]:
        """The days on which a parameter changed, after its first version (a new text of the agreement)."""
        return first_days(self.law, path, self.known_on)

    def since(self, path: str, name: str) -> int:
        """The first day on which a parameter has this name (a mission in the list of the agreement)."""
        return first_known(self.law, path, name)

    def has(self, name: str, *keys: Any) -> Any:
        """Where a fact is known: a boolean when it is the same for all."""
        found = self.facts.facts.get((name, *keys))
        if found is None:
            return False
        return True if found[1] is None else ~found[1]

    def fact(self, name: str, *keys: Any) -> Any:
        """A fact of all dossiers; refused where it is missing."""
        found = self.facts.facts.get((name, *keys))
        if found is None:
            self.refuse(True)
            return 0
        values, missing = found
        self.meet(missing, None)
        return values

    def amount_of_contract(self, name: str, *keys: Any) -> Any:
        """A fact that stands for a parameter: an amount of the signed contract, proof « votre contrat »."""
        self.meet(None, int(Proof.VOTRE_CONTRAT))
        return self.fact(name, *keys)

    def both(self, known: Any, holds: Callable[[], Any]) -> Any:
        """Where two conditions hold; the second is not read when the first holds nowhere, and its degree does not travel."""
        if known is False:
            return False
        frame, held = self._branch(holds)
        if frame.refused is not None:
            self.refuse(frame.refused)
        return known & held

    def choose(self, condition: Any, then: Callable[[], Any], otherwise: Callable[[], Any]) -> Any:
        """Both branches where they are needed, joined dossier by dossier; refusals stay in their branch."""
        if isinstance(condition, bool | np.bool_):
            return then() if condition else otherwise()
        if condition.all():
            return then()
        if not condition.any():
            return otherwise()
        first, chosen = self._branch(then)
        second, other = self._branch(otherwise)
        choice = Choice(condition, first, second)
        self.meet(choice.refused, choice)
        return np.where(condition, chosen, other)

    def _branch(self, function: Callable[[], Any]) -> tuple[Met, Any]:
        frame = Met()
        self._frames.append(frame)
        try:
            return frame, function()
        finally:
            self._frames.pop()
