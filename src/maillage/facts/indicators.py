"""Result indicators of a signed annex, as a dossier writes them: steps that do not add up."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from maillage.facts.funding import Indicator, Step
from maillage.facts.reading import Cell, Reader
from maillage.kernel import written
from maillage.kernel.money import euros

_KEYS = ("mission", "libelle", "montant", "atteint", "paliers", "valeur")
_STEP_KEYS = ("libelle", "montant", "de", "a")


def read_indicators(reader: Reader, cell: Cell | None) -> list[tuple[Indicator, Cell]]:
    """Each indicator with the cell that holds it; mistakes go to the reader."""
    found = []
    for item in reader.items(cell):
        indicator = _indicator(reader, item, reader.mapping(item, keys=_KEYS))
        if indicator is not None:
            found.append((indicator, item))
    return found


def _indicator(reader: Reader, item: Cell, fields: dict[str, Cell]) -> Indicator | None:
    missing = [key for key in ("mission", "libelle", "montant") if key not in fields]
    if missing or ("atteint" in fields) == ("valeur" in fields):
        reader.error(
            item,
            f"il manque {', '.join(missing) or '« atteint » ou « valeur » (un des deux)'}",
            "écrivez {mission, libelle, montant, atteint: true | false | nom du palier}",
        )
        return None
    mission, label, amount = reader.text(fields["mission"]), reader.text(fields["libelle"]), reader.amount(fields["montant"])
    if mission is None or label is None or amount is None:
        return None
    steps = _steps(reader, fields.get("paliers"), amount)
    earned = _earned(reader, fields, amount, steps)
    if earned is None:
        return None
    given = fields.get("atteint") or fields["valeur"]
    return Indicator(mission, label, amount, earned, str(given.value), steps)


def _steps(reader: Reader, cell: Cell | None, maximum: int) -> tuple[Step, ...]:
    steps: list[Step] = []
    for item in reader.items(cell):
        fields = reader.mapping(item, keys=_STEP_KEYS)
        if "libelle" not in fields or "montant" not in fields:
            reader.error(item, "un palier a un libellé et un montant", "écrivez {libelle, montant, de, a}")
            continue
        label, amount = reader.text(fields["libelle"]), reader.amount(fields["montant"])
        if label is None or amount is None:
            continue
        if amount > maximum:
            reader.error(
                fields["montant"], "dépasse le montant de l'indicateur", "un palier paie au plus le montant de l'indicateur"
            )
        step = Step(label, amount, _bound(reader, fields.get("de")), _bound(reader, fields.get("a")))
        if refusal := _refused(step, steps):
            reader.error(item, *refusal)
        steps.append(step)
    if len({_is_bounded(step) for step in steps}) > 1:
        reader.errors.append(
            f"{cell.path if cell else 'paliers'} : certains paliers ont une borne, d'autres non ; tous les paliers ont une borne, ou aucun."
        )
    return tuple(steps)


def _refused(step: Step, others: Sequence[Step]) -> tuple[str, str] | None:
    """What is wrong with a step beside those read before it, and the remedy."""
    if step.at_least is not None and step.at_most is not None and step.at_least > step.at_most:
        return f"le palier « {step.label} » commence après sa fin", "donnez « de » inférieur ou égal à « a »"
    if any(step.label == other.label for other in others):
        return f"deux paliers s'appellent « {step.label} »", "donnez un libellé à chacun"
    if any(_overlap(step, other) for other in others):
        return f"le palier « {step.label} » recouvre un autre palier", "donnez des bornes incluses qui ne se touchent pas"
    return None


def _is_bounded(step: Step) -> bool:
    return step.at_least is not None or step.at_most is not None


def _bound(reader: Reader, cell: Cell | None) -> Decimal | None:
    """The inclusive bound of a step, a number or a percentage; None when it has none on this side."""
    if cell is None or cell.is_empty:
        return None
    return _measure(reader, cell, "écrivez la borne incluse du palier, par exemple 12.5")


def _measure(reader: Reader, cell: Cell, remedy: str) -> Decimal | None:
    try:
        return written.number(cell.value if isinstance(cell.value, str) else "")
    except written.Unreadable:
        reader.error(cell, "n'est pas un nombre", remedy)
        return None


def _overlap(first: Step, second: Step) -> bool:
    if not (_is_bounded(first) and _is_bounded(second)):
        return False
    low = max((b for b in (first.at_least, second.at_least) if b is not None), default=None)
    high = min((b for b in (first.at_most, second.at_most) if b is not None), default=None)
    return low is None or high is None or low <= high


def _earned(reader: Reader, fields: dict[str, Cell], amount: int, steps: tuple[Step, ...]) -> int | None:
    if "valeur" in fields:
        value = _measure(reader, fields["valeur"], "écrivez la valeur mesurée, par exemple 12.5, ou retirez « valeur »")
        if not any(_is_bounded(step) for step in steps):
            reader.error(fields["valeur"], "n'a pas de palier où se placer", "ajoutez paliers: [{libelle, montant, de, a}]")
            return None
        return None if value is None else max((step.amount for step in steps if step.holds(value)), default=0)
    reached = str(fields["atteint"].value)
    for step in steps:
        if step.label == reached:
            return step.amount
    if reached.lower() in ("true", "oui", "false", "non"):
        return amount if reader.yes_no(fields["atteint"]) else 0
    names = ", ".join(step.label for step in steps) or "aucun palier déclaré"
    reader.error(fields["atteint"], "n'est ni true, ni false, ni un palier de l'indicateur", f"paliers : {names}")
    return None


def write_indicator(indicator: Indicator) -> dict[str, Any]:
    """The mapping that `read_indicators` reads back."""
    written: dict[str, Any] = {
        "mission": indicator.mission,
        "libelle": indicator.label,
        "montant": float(euros(indicator.amount)),
    }
    if indicator.steps:
        written["paliers"] = [_write_step(step) for step in indicator.steps]
    lowered = indicator.reached.lower()
    if lowered in ("true", "oui", "false", "non"):
        written["atteint"] = lowered in ("true", "oui")
    elif any(step.label == indicator.reached for step in indicator.steps):
        written["atteint"] = indicator.reached
    else:
        written["valeur"] = indicator.reached
    return written


def _write_step(step: Step) -> dict[str, Any]:
    bounds = {"de": step.at_least, "a": step.at_most}
    return {
        "libelle": step.label,
        "montant": float(euros(step.amount)),
        **{name: str(bound) for name, bound in bounds.items() if bound is not None},
    }
