"""A legal clock in words: never a colour alone."""

from dataclasses import dataclass
from datetime import date

from maillage.institutions.files import File, Level
from maillage.www.shared.formats import day as short_day
from maillage.www.shared.formats import plural, typed


@dataclass(frozen=True, slots=True)
class ClockLine:
    """`tag`: half, three quarters, last day or late; `style` is its class."""

    label: str
    left: str
    end: str
    tag: str
    style: str
    why: str
    share: int
    """Percent elapsed, for the bar."""


_STYLES = {Level.COURANT: "", Level.MOITIE: "moitie", Level.TROIS_QUARTS: "trois-quarts", Level.FIN: "fin"}


def line(file: File, day: date) -> ClockLine | None:
    """Nothing without a clock: a letter, a project whose receipt is not dated."""
    clock = file.clock
    if clock is None:
        return None
    late = file.is_late(day)
    tag = "en retard" if late else file.level.label
    style = "retard" if late else _STYLES[file.level]
    why = f"/textes/parametres/{clock.parameter}/"
    left = _left(file, day)
    return ClockLine(clock.label, left, f"fin le {short_day(clock.end)}", tag, style, why, round(clock.share(day) * 100))


def _left(file: File, day: date) -> str:
    clock = file.clock
    if clock is None:
        return ""
    if clock.stopped_on:
        late = " après la fin du délai" if clock.is_late(day) else ""
        return typed(f"arrêt le {short_day(clock.stopped_on)}{late}")
    if not file.is_open:
        return typed(f"fin le {short_day(clock.end)}") if clock.is_over(day) else "à l'arrêt"
    left = clock.days_left(day)
    if left < 0:
        return typed(f"dépassé de {plural(-left, 'jour')}")
    return "dernier jour aujourd'hui" if not left else f"encore {plural(left, 'jour')}"
