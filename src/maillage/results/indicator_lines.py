"""The lines that a variable part opens to: each indicator of the annex with its value, and each of its steps."""

from collections.abc import Iterable

from maillage.facts.funding import Indicator, Step
from maillage.kernel.money import format_euros
from maillage.results.explanation_line import Explanation

_SAID = {"oui": "Atteint.", "true": "Atteint.", "non": "Non atteint.", "false": "Non atteint."}


def lines(indicators: Iterable[Indicator], source: str) -> tuple[Explanation, ...]:
    """One a indicator, in the order of the annex; the euros are those of the step reached."""
    return tuple(_line(indicator, source) for indicator in indicators)


def _line(indicator: Indicator, source: str) -> Explanation:
    reached = indicator.step
    return Explanation(
        kind="fait",
        name="indicateur",
        label=f"Indicateur : {indicator.label}",
        value=format_euros(indicator.earned),
        sentence=f"{_result(indicator, reached)} Au plus {format_euros(indicator.amount)}.",
        source=source,
        children=() if _is_bare(indicator) else tuple(_step(step, step is reached, source) for step in indicator.steps),
    )


def _is_bare(indicator: Indicator) -> bool:
    """A form that only asks the euros of the step reached gives it as the one step, without band: nothing more to open."""
    return len(indicator.steps) == 1 and indicator.steps[0].at_least is None and indicator.steps[0].at_most is None


def _result(indicator: Indicator, reached: Step | None) -> str:
    said = _SAID.get(indicator.reached.lower())
    if said:
        return said
    if reached is not None and _is_bare(indicator):
        return f"Palier atteint : {format_euros(reached.amount)}."
    if reached is None:
        return f"Valeur : {_french(indicator.reached)}. Aucun palier atteint."
    if reached.label == indicator.reached:
        return f"Palier atteint : « {reached.label} »."
    return f"Valeur : {_french(indicator.reached)}. Palier atteint : « {reached.label} »."


def _step(step: Step, is_reached: bool, source: str) -> Explanation:
    return Explanation(
        kind="fait",
        name="palier",
        label=f"Palier « {step.label} »{_band(step)}",
        value=format_euros(step.amount),
        sentence="Atteint : il paie." if is_reached else "Il ne paie pas : seul le palier atteint paie.",
        source=source,
    )


def _band(step: Step) -> str:
    low, high = (None if bound is None else _french(str(bound)) for bound in (step.at_least, step.at_most))
    if low is not None and high is not None:
        return f", de {low} à {high}"
    if low is not None:
        return f", à partir de {low}"
    return "" if high is None else f", jusqu'à {high}"


def _french(number: str) -> str:
    return number.replace(".", ",")
