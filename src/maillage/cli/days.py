"""The day that an option of the command line gives: one type for all verbs, read as everywhere else."""

from datetime import date

import click

from maillage.facts.reading import FIRST_DAY, LAST_DAY
from maillage.kernel import written


class _Day(click.ParamType):
    """2026-09-15 or 15/09/2026, from 2000 to 2099."""

    name = "jour"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            found = written.day(str(value))
        except written.Unreadable:
            self.fail(f"« {value} » n'est pas une date : écrivez-la AAAA-MM-JJ, par exemple 2026-09-15.", param, ctx)
        if not FIRST_DAY <= found <= LAST_DAY:
            self.fail(f"« {value} » : donnez une date entre {FIRST_DAY.year} et {LAST_DAY.year}.", param, ctx)
        return found


DAY = _Day()
