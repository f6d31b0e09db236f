"""Asks the engine for the figures of a run and remembers which node explains each."""

from functools import lru_cache
from typing import Any

from maillage.facts import words
from maillage.facts.funding import FundingFacts
from maillage.kernel.proof import NOTHING_READ, Proof
from maillage.results.gather.funding import missions_of
from maillage.results.runs.model import Figure
from maillage.rules.engine.trace import Node, Trace

_PROOFS = tuple(Proof.met(degree) for degree in range(NOTHING_READ + 1))


@lru_cache(maxsize=4096)
def _filled(label: str, names: tuple[str, ...], values: tuple[Any, ...]) -> str:
    return label.format_map(dict(zip(names, values, strict=True)))


class Figures:
    """Named figures of one trace. `nodes` maps the key of a figure to what explains it."""

    def __init__(self, trace: Trace) -> None:
        self.trace = trace
        self.nodes: dict[str, Node] = {}
        self._socle = missions_of(trace.law)

    def node(self, key: str, rule: str, *keys: Any) -> Node:
        """The explained value of a rule, under the key that pages use."""
        node = self.nodes[key] = self.trace.node(rule, *keys)
        return node

    def amount(self, key: str, rule: str, *keys: Any) -> Figure:
        """The same as a figure in cents; refused with its sentence where the law is silent."""
        node = self.node(key, rule, *keys)
        declared = self.trace.rules[rule]
        named = tuple(self.label(k) if name == "mission" else k for name, k in zip(declared.keys, node.keys, strict=True))
        label = _filled(declared.label, declared.keys, named)
        return Figure(key, label, node.value, _PROOFS[node.proof], "" if node.error is None else str(node.error))

    def missions(self, facts: FundingFacts) -> tuple[str, ...]:
        """Missions of the contract, in the order of the agreement."""
        return tuple(mission for mission in self._socle if mission in facts.demarrages)

    def label(self, mission: str) -> str:
        """French name of a mission: ours, or the one its file gives."""
        return (
            words.MISSIONS.get(mission) or self.trace.law.dimensions.get("mission", {}).get(mission) or words.mission(mission)
        )
