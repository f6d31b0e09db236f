"""The tree that « Pourquoi ? » opens: a figure, the rule, the parameters and the facts it read."""

from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import Any

from maillage.facts import words
from maillage.facts.funding import Indicator
from maillage.kernel.proof import NOTHING_READ, Proof
from maillage.law.corpus import Law
from maillage.law.wording import case_words, cited, read_in
from maillage.results import indicator_lines
from maillage.results.explanation_line import Explanation
from maillage.rules.engine import operation
from maillage.rules.engine.helpers import MILLION
from maillage.rules.engine.rule import Declared
from maillage.rules.engine.trace import Node

__all__ = ["Explainer", "Explanation"]


class Explainer:
    """Turns the nodes of a trace into explanations; a shared node is explained once."""

    def __init__(
        self, rules: dict[str, Declared], law: Law, indicators: Callable[[int, str], Iterable[Indicator]] = lambda *_: ()
    ) -> None:
        """`indicators` gives those of a (year, mission), to which a variable part opens."""
        self._rules, self._law, self._indicators = rules, law, indicators
        self._done: dict[int, Explanation] = {}

    def explain(self, node: Node) -> Explanation:
        """The tree under a node. Repeated reads of the same thing under one parent are shown once."""
        done = self._done.get(id(node))
        if done is None:
            make = {"regle": self._rule, "fait": self._fact}.get(node.kind, self._parameter)
            done = self._done[id(node)] = make(node)
        return done

    def _rule(self, node: Node) -> Explanation:
        rule = self._rules[node.name]
        keys = dict(zip(rule.keys, node.keys, strict=True))
        children = {id(child): self.explain(child) for child in node.children}
        return Explanation(
            kind="regle",
            name=node.name,
            label=rule.label.format_map({k: words.mission(v) if k == "mission" else v for k, v in keys.items()}),
            value="non établi" if node.error else words.value(node.value, rule.unit),
            operation="" if node.error else self._operation(rule, node),
            sentence=str(node.error) if node.error else " ".join(rule.sentence.split()),
            article=rule.cites,
            proof=Proof.met(node.proof) if node.error or _rests_on_law(children.values()) else None,
            children=tuple(dict.fromkeys(children.values())),
        )

    def _operation(self, rule: Declared, node: Node) -> str:
        read: dict[str, list[tuple[Fraction, str]]] = {}
        for child in {id(one): one for one in node.children}.values() if rule.operation else ():
            if isinstance(child.value, int):
                scale = MILLION if self._unit(child) in ("part", "taux", "share") else 1
                named = read.setdefault(child.name.rsplit("/", 1)[-1], [])
                named.append((Fraction(child.value, scale), self.explain(child).value))
        return operation.written(rule.operation, read, node.value)

    def _unit(self, node: Node) -> str:
        if node.kind == "regle":
            return self._rules[node.name].unit
        return words.fact(node.name, node.keys)[1] if node.kind == "fait" else self._law.parameters[node.name].unit

    def _parameter(self, node: Node) -> Explanation:
        parameter = self._law.parameters[node.name]
        label = f"{parameter.label or parameter.description}{self._case(node.keys)}"
        if node.detail is None:
            return Explanation("parametre", node.name, label, "non établi", str(node.error), proof=Proof.INCONNU)
        version, value = node.detail
        text = self._law.texts.get(version.text)
        shown = value.default if node.kind == "convention" else node.value
        unit = self._law.units[parameter.unit]
        return Explanation(
            kind=node.kind,
            name=node.name,
            label=label,
            value="non établi"
            if shown is None
            else parameter.choice(shown)
            if unit.kind == "choice"
            else words.value(shown, unit.id),
            sentence=value.why or value.note or parameter.description,
            article=cited(self._law, version, value),
            text=text.title if text else version.text,
            text_id=version.text,
            since=version.since,
            published=version.published,
            proof=Proof(node.proof),
            read_in=read_in(self._law, version, value),
        )

    def _fact(self, node: Node) -> Explanation:
        known = node.detail
        label, unit = words.fact(node.name, node.keys)
        return Explanation(
            kind="fait",
            name=node.name,
            label=label,
            value="inconnu" if known.value is None else words.value(known.value, unit),
            sentence=known.reason,
            proof=Proof(node.proof) if node.proof < NOTHING_READ else None,
            source=known.source,
            vintage=known.vintage,
            children=self._parts(node),
        )

    def _parts(self, node: Node) -> tuple[Explanation, ...]:
        if node.name != "indicateurs":
            return ()
        year, mission = node.keys
        return indicator_lines.lines(self._indicators(year, mission), node.detail.source)

    def _case(self, dimensions: tuple[tuple[str, Any], ...]) -> str:
        shown = [case_words(self._law, name, value) for name, value in dimensions]
        return f" ({', '.join(shown)})" if shown else ""


def _rests_on_law(children: Iterable[Explanation]) -> bool:
    """Dates and counts that read no established value prove nothing of the law, and show no degree."""
    return any(child.proof is not None and child.kind != "convention" for child in children)
