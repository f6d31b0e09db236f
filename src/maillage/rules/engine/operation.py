"""The operation of a rule written with the values that it read: « 75 000,00 € × 276 ÷ 365 ».

A template names what the rule reads, `{enveloppe_fixe} × {prorata_numerateur} ÷ {prorata_denominateur}`: rules and facts
by their name, parameters by the end of their path; `{montant_mission+}` is the sum of all that bear the name, and
`{montant_annuel[1]}` the second. It is shown only where it gives, rounded once, the very value of the rule: a template
that the rule no longer follows writes nothing, and the tests see it.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

TERM = re.compile(r"\{(\w+)(\+|\[\d\])?\}")
_LEAST = re.compile(r"le plus (petit|tard) de \(([^;()]+) ; ([^;()]+)\)")
_FACTOR = re.compile(r" ([×÷]) ")
_SUM = re.compile(r" ([+−]) ")

Values = Mapping[str, Sequence[tuple[Fraction, str]]]
"""Name -> each exact value read under it, and how it is shown."""


def written(templates: Sequence[str], read: Values, value: int) -> str:
    """The first template that can be filled and gives the value, filled with what was read; empty otherwise."""
    for template in templates:
        try:
            exact = _evaluated(_filled(template, read, lambda one: str(one[0])))
        except (LookupError, ZeroDivisionError):
            continue
        if _rounded(exact) == value:
            return _filled(template, read, lambda one: one[1])
    return ""


def _filled(template: str, read: Values, form: Callable[[tuple[Fraction, str]], str]) -> str:
    """LookupError when something that the template names was not read."""

    def of(term: re.Match[str]) -> str:
        name, which = term[1], term[2] or "[0]"
        if which == "+":
            return " + ".join(form(one) for one in read[name])
        return form(read[name][int(which[1:-1])])

    return TERM.sub(of, template)


def _evaluated(text: str) -> Fraction:
    text = _LEAST.sub(lambda m: str((min if m[1] == "petit" else max)(Fraction(m[2]), Fraction(m[3]))), text)
    first, *others = _SUM.split(text)
    total = _product(first)
    for sign, term in zip(others[::2], others[1::2], strict=True):
        total += _product(term) if sign == "+" else -_product(term)
    return total


def _product(text: str) -> Fraction:
    first, *others = _FACTOR.split(text)
    product = Fraction(first)
    for sign, factor in zip(others[::2], others[1::2], strict=True):
        product = product * Fraction(factor) if sign == "×" else product / Fraction(factor)
    return product


def _rounded(exact: Fraction) -> int:
    """Half away from zero, as `kernel.money` does."""
    whole = int(abs(exact) + Fraction(1, 2))
    return whole if exact >= 0 else -whole
