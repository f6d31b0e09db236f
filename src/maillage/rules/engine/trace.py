"""Runs rules on one dossier and keeps, by construction, the complete tree of what each figure read."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Protocol

from maillage.kernel.known import Known
from maillage.kernel.proof import NOTHING_READ, Proof
from maillage.law.corpus import Law
from maillage.law.errors import LawError, NotInForce
from maillage.law.model import Value
from maillage.rules.engine.helpers import dimension_names, exact, first_days, first_known
from maillage.rules.engine.lookup import lookup
from maillage.rules.engine.rule import Declared


class UnableToCompute(Exception):
    """A fact is missing; the message is the French sentence that says which and what to do."""


class Facts(Protocol):
    """What formulas may ask about a dossier."""

    def has(self, name: str, *keys: Any) -> bool:
        """Whether the fact is known."""

    def get(self, name: str, *keys: Any) -> Known[int]:
        """The fact as an integer (cents, millionths, ordinal day, count) with its provenance."""


class Node:
    """One line of an explanation: a rule, a parameter, a convention or a fact, and what it read."""

    __slots__ = ("children", "detail", "error", "keys", "kind", "name", "proof", "value")

    def __init__(self, kind: str, name: str, keys: tuple[Any, ...]) -> None:
        self.kind, self.name, self.keys = kind, name, keys
        self.value: Any = None
        self.proof: int = NOTHING_READ
        self.detail: Any = None
        self.children: list[Node] = []
        self.error: Exception | None = None


class Trace:
    """One computation on one dossier at (day, known_on). Call it with a rule's name and keys."""

    def __init__(
        self, rules: Mapping[str, Declared], law: Law, facts: Facts, *, day: date, known_on: date | None = None
    ) -> None:
        self.rules, self.law, self.facts = rules, law, facts
        self.today, self.known_on = day, known_on
        self.day = day.toordinal()
        self._lookup = lookup(law, known_on)
        self._nodes: dict[tuple[Any, ...], Node] = {}
        self._parameters: dict[tuple[Any, ...], Node] = {}
        self._defaults: dict[tuple[Any, ...], Node] = {}
        self._facts: dict[tuple[Any, ...], Node] = {}
        self._frames: list[Node] = [Node("regle", "", ())]
        self.conventions_used: dict[tuple[Any, ...], Value] = {}
        """(path, *dimensions) -> the value whose default was taken."""

    def __call__(self, *key: Any) -> Any:
        """Value of a rule, `c("taille", 2)`; raises what the rule met (LawError, UnableToCompute)."""
        node = self._nodes.get(key) or self._run(key)
        frame = self._frames[-1]
        frame.children.append(node)
        if node.proof < frame.proof:
            frame.proof = node.proof
        if node.error is not None:
            raise node.error
        return node.value

    def node(self, *key: Any) -> Node:
        """The explained value of a rule, computed once; an error is kept in it rather than raised."""
        return self._nodes.get(key) or self._run(key)

    def _run(self, key: tuple[Any, ...]) -> Node:
        name, *keys = key
        node = self._nodes[key] = Node("regle", name, key[1:])
        self._frames.append(node)
        try:
            node.value = self._formula(self.rules[name], keys)(self, *keys)
        except (LawError, UnableToCompute) as error:
            node.error = error
            node.proof = Proof.INCONNU
        finally:
            self._frames.pop()
        return node

    def _formula(self, rule: Declared, keys: list[Any]) -> Callable[..., Any]:
        if rule.dated_by is None:
            day = self.day
        else:
            dating = self.node(rule.dated_by, *keys[: len(self.rules[rule.dated_by].keys)])
            if dating.error is not None:
                raise dating.error
            day = dating.value
        for first_day, formula in rule.formulas:
            if day >= first_day:
                return formula
        first = date.fromordinal(rule.formulas[-1][0])
        raise NotInForce(
            f"Cette règle n'existe que depuis le {first:%d/%m/%Y} : aucun montant avant ce jour.", rule.name, first
        )

    def param(self, path: str, *, on: int, **dimensions: Any) -> Any:
        """An established parameter of the law on a day; NotInForce or NotEstablished otherwise."""
        node = self._parameter(path, on, dimensions)
        self._read(node)
        if node.error is not None:
            raise node.error
        return node.value

    def convention(self, path: str, **dimensions: Any) -> Any:
        """A choice that the texts leave open: what they say if they come to say it, else our default.

        The degree of a default does not lower that of the amounts: conventions are listed apart.
        """
        key = (path, *dimensions.values())
        node = self._defaults.get(key)
        if node is None:
            node = self._defaults[key] = self._choice(key, dimensions)
        if node.kind == "convention":
            self._frames[-1].children.append(node)
        else:
            self._read(node)
        if node.error is not None:
            raise node.error
        return node.value

    def _choice(self, key: tuple[Any, ...], dimensions: dict[str, Any]) -> Node:
        """The parameter itself where it is established, or a node for the default chosen in its place."""
        node = self._parameter(key[0], self.day, dimensions)
        value: Value | None = node.detail[1] if node.detail else None
        if value is None or value.value is not None or value.default is None:
            return node
        self.conventions_used[key] = value
        default = Node("convention", key[0], node.keys)
        default.value, default.detail, default.proof = value.default, node.detail, Proof.INCONNU
        return default

    def _read(self, node: Node) -> None:
        frame = self._frames[-1]
        frame.children.append(node)
        if node.proof < frame.proof:
            frame.proof = node.proof

    def _parameter(self, path: str, on: int, dimensions: dict[str, Any]) -> Node:
        place = self._lookup.position(path, on)
        key = (path, place if place >= 0 else -on, *dimensions.values())
        node = self._parameters.get(key)
        if node is None:
            node = self._parameters[key] = Node("parametre", path, tuple(dimensions.items()))
            try:
                node.detail = version, value = self._lookup.cell(path, on, dimensions)
                node.proof = value.proof
                node.value = exact(value.value if value.value is not None else version.require(**dimensions).value)
            except LawError as error:
                node.error, node.proof = error, Proof.INCONNU
        return node

    def names(self, path: str) -> tuple[str, ...]:
        """The names that a parameter's dimension has ever had (the missions of the agreement), in its order."""
        return dimension_names(self.law, path)

    def turns(self, path: str) -> tuple[int, ...]:
        """The days on which a parameter changed, after its first version (a new text of the agreement)."""
        return first_days(self.law, path, self.known_on)

    def since(self, path: str, name: str) -> int:
        """The first day on which a parameter has this name (a mission in the list of the agreement)."""
        return first_known(self.law, path, name)

    def has(self, name: str, *keys: Any) -> bool:
        """Whether a fact is known of this dossier."""
        return self.facts.has(name, *keys)

    def fact(self, name: str, *keys: Any) -> Any:
        """A fact of the dossier; UnableToCompute with its reason when it is missing."""
        node = self._fact(name, keys)
        self._frames[-1].children.append(node)
        if node.error is not None:
            raise node.error
        return node.value

    def _fact(self, name: str, keys: tuple[Any, ...]) -> Node:
        node = self._facts.get((name, keys))
        if node is None:
            node = self._facts[name, keys] = Node("fait", name, keys)
            known = node.detail = self.facts.get(name, *keys)
            node.value = known.value
            if known.value is None:
                node.error = UnableToCompute(known.reason)
        return node

    def amount_of_contract(self, name: str, *keys: Any) -> Any:
        """A fact that stands for a parameter: an amount of the signed contract, proof « votre contrat »."""
        value = self.fact(name, *keys)
        frame = self._frames[-1]
        frame.children[-1].proof = Proof.VOTRE_CONTRAT
        frame.proof = min(frame.proof, Proof.VOTRE_CONTRAT)
        return value

    def both(self, known: bool, holds: Callable[[], Any]) -> Any:
        """Whether two conditions hold; the second is read only if the first does.

        They say which table an amount is read in, not how well the amount is established: their degree does not travel.
        """
        frame = self._frames[-1]
        proof = frame.proof
        try:
            return known and holds()
        finally:
            frame.proof = proof

    def choose(self, condition: Any, then: Callable[[], Any], otherwise: Callable[[], Any]) -> Any:
        """`then()` where the condition holds, `otherwise()` elsewhere; only the branch taken is read."""
        return then() if condition else otherwise()
