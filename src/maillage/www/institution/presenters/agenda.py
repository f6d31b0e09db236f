"""The agenda by week, and as an iCalendar feed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone
from icalendar import Calendar, Event

from maillage.accounts.links import absolute
from maillage.institutions.agenda import PIECE, Entry
from maillage.institutions.models import Institution
from maillage.www.shared.formats import NBSP, long_day, typed
from maillage.www.shared.formats import day as short_day

_HOUR = timedelta(hours=1)
DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")


@dataclass(frozen=True, slots=True)
class Item:
    """`late` is said in words too."""

    when: str
    what: str
    about: str
    href: str
    late: bool
    fictif: bool


@dataclass(frozen=True, slots=True)
class Week:
    title: str
    items: tuple[Item, ...]


def weeks(entries: Iterable[Entry], home: str, today: date) -> list[Week]:
    """What is late first, then each week that has something, Monday to Sunday."""
    found: dict[date, list[Item]] = {}
    for one in entries:
        monday = date.min if one.on < today else one.on - timedelta(days=one.on.weekday())
        found.setdefault(monday, []).append(_item(one, home, today))
    return [Week(_title(monday, today), tuple(items)) for monday, items in sorted(found.items())]


def _title(monday: date, today: date) -> str:
    if monday == date.min:
        return "Passé, à clore"
    sunday = monday + timedelta(days=6)
    start = long_day(monday).split(NBSP)[0] if monday.month == sunday.month else long_day(monday).rsplit(" ", 1)[0]
    if monday.year != sunday.year:
        start = long_day(monday)
    this = "Cette semaine" if monday <= today <= sunday else "Semaine"
    return f"{this} du {start} au {long_day(sunday)}"


def _item(one: Entry, home: str, today: date) -> Item:
    hour = f" à {timezone.localtime(one.at):%H}{NBSP}h{NBSP}{timezone.localtime(one.at):%M}" if one.at else ""
    when = f"{DAYS[one.on.weekday()]} {short_day(one.on)}{hour}"
    about = ", ".join(filter(None, (one.community.name, str(one.sent), one.place)))
    href = f"{home}dossiers/{one.sent.pk}/"
    return Item(when, typed(_short(one.what)), about, href, one.on < today, one.community.is_fictif)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 120 else f"{line[:119].rsplit(' ', 1)[0]}…"


def feed(institution: Institution, entries: Iterable[Entry], now: datetime) -> bytes:
    """Bytes of an .ics file: names of CPTS and files, nobody's name, no word of the pieces."""
    made = Calendar()
    made.add("prodid", "-//Maillage//Agenda//FR")
    made.add("version", "2.0")
    made.add("x-wr-calname", f"Maillage : {institution.name}")
    for one in entries:
        made.add_component(_event(institution, one, now))
    return bytes(made.to_ical())


def _event(institution: Institution, one: Entry, now: datetime) -> Event:
    event = Event()
    event.add("uid", f"{one.key}@maillage")
    event.add("dtstamp", now)
    event.add("dtstart", one.at or one.on)
    event.add("dtend", one.at + _HOUR if one.at else one.on + timedelta(days=1))
    flag = " (fictif)" if one.community.is_fictif else ""
    what = "Pièce attendue" if one.kind == PIECE else one.what
    event.add("summary", f"{one.community.name} : {what}{flag}")
    event.add("url", absolute(f"/institution/{institution.slug}/dossiers/{one.sent.pk}/"))
    event.add("status", "CONFIRMED" if one.sure else "TENTATIVE")
    if one.place:
        event.add("location", one.place)
    return event
