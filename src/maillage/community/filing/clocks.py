"""The two legal clocks of a file, drawn from its dates and from the law. Pure: the day is an argument."""

from dataclasses import dataclass
from datetime import date, timedelta

from maillage.kernel.periods import add_months
from maillage.law import reader


@dataclass(frozen=True, slots=True)
class Clock:
    """A legal time: it runs from `start` (not counted) to `end` (included, to its last hour)."""

    label: str
    start: date
    end: date
    parameter: str
    """Path of the law's parameter that gives its length, for « Pourquoi ? »."""
    stopped_on: date | None = None
    """The day it was answered."""

    def days_left(self, day: date) -> int:
        """0 on the last day, negative after it."""
        return (self.end - day).days

    def is_over(self, day: date) -> bool:
        return day > self.end

    def is_late(self, day: date) -> bool:
        """Past its end, or answered after it."""
        return self.stopped_on > self.end if self.stopped_on else self.is_over(day)

    def share(self, day: date) -> float:
        """Elapsed part, from 0 to 1: alerts at 1/2 and 3/4."""
        length = (self.end - self.start).days
        return min(1.0, max(0.0, (day - self.start).days / length))


MEETING = "aci/creation/premiere_rencontre_jours"
TACIT = "aci/creation/validation_tacite_mois"
ELECTRONIC = "aci/creation/depart_du_delai_electronique"
CONTEST = "aci/creation/contestation_de_la_reception_jours"


def first_meeting(sent_on: date, *, met_on: date | None = None) -> Clock:
    """The agency and the caisse organise a meeting within 15 days, calendar days (a parameter says so)."""
    days = int(reader.load().at(MEETING, sent_on).require().value or 0)
    return Clock("Première rencontre", sent_on, sent_on + timedelta(days=days), MEETING, met_on)


def tacit_validation(received_on: date, *, decided_on: date | None = None) -> Clock:
    """Two months from the receipt, to the same day of the month, else its last day (CPC, art. 641).

    That day counts to its last hour (CPC, art. 642): an opposition may still come; without one, the project is deemed
    validated at its end, and that day is the date of the validation.
    """
    months = int(reader.load().at(TACIT, received_on).require().value or 0)
    return Clock("Validation tacite", received_on, add_months(received_on, months), TACIT, decided_on)


def starts_at_transmission(day: date) -> bool:
    """Whether a project transmitted by Maillage is received on that very day: no text says it, the parameter holds a choice."""
    return reader.load().at(ELECTRONIC, day).value().chosen == "transmission"


def contest_until(told_on: date) -> date:
    """Last day when the agency may contest a date of receipt that it did not give, from the day it was told of it."""
    days = int(reader.load().at(CONTEST, told_on).value().chosen or 0)
    return told_on + timedelta(days=days)
