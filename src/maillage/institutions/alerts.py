"""Tells the institutions that a legal clock runs: at half, at three quarters, on the last day. Run once a day; twice does no harm."""

from collections.abc import Iterable
from datetime import date, datetime

from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone

from maillage.accounts import addresses, roles
from maillage.accounts.links import absolute
from maillage.accounts.refusals import UnableToSave
from maillage.accounts.roles import Permission
from maillage.accounts.walls import within
from maillage.community.filing.states import State
from maillage.institutions import files as desk
from maillage.institutions import receipts, selectors
from maillage.institutions.files import File, Level
from maillage.institutions.models import FUNDERS, ClockAlert, Institution, InstitutionGrant
from maillage.institutions.news.letters import CHOICES
from maillage.kernel.french import day as short_day
from maillage.kernel.french import plural, typed

_RECENT = 7
"""Days during which a clock that ended is still told, when the command missed its last day."""


def send_all(*, today: date, now: datetime) -> tuple[int, list[str]]:
    """One mail for each institution that has something new to know: how many are asked for, and why others are not.

    The outbox takes them whatever the mail server does; an address that no mail can reach stops itself only.
    """
    sent, failures = 0, []
    for place in Institution.objects.filter(kind__in=FUNDERS):
        receipts.tell_waiting(place, today=today, now=now)
        try:
            sent += send_of(place, today=today, now=now)
        except UnableToSave as error:
            failures.append(f"{place.name} : {error}")
    return sent, failures


@transaction.atomic
def send_of(institution: Institution, *, today: date, now: datetime) -> bool:
    """Nothing is kept when no address can be written to: UnableToSave, and the next run tries again."""
    with within(*selectors.portfolio(institution)):
        running = [(one, _level(one, today)) for one in desk.files(institution, today)]
    new = [(one, level) for one, level in running if level and not _was_told(institution, one, level)]
    known = _addresses(institution)
    if not new or not known:
        return False
    usable = [address for address in known if not addresses.fault(address)]
    if not usable:
        raise UnableToSave(addresses.fault(known[0]))
    ClockAlert.objects.bulk_create(
        ClockAlert(institution=institution, transmission_id=one.sent.pk, level=level, sent_at=now) for one, level in new
    )
    send_mail(_subject(len(new)), _body(institution, new, today), None, usable)
    return True


_LATE = {
    State.REPUTE_VALIDE: "le projet est réputé validé",
    State.A_CONFIRMER: "ce délai court depuis une réception que l'agence n'a pas datée, à confirmer ou à contester",
}


def _level(one: File, today: date) -> Level:
    """Of a clock that runs, or that ended some days ago without a decision, or before anybody here knew that it ran: a CPTS
    may date a receipt on paper long after."""
    if one.standing.state is not State.REPUTE_VALIDE:
        return one.level
    receipt, until = one.standing.receipt, one.standing.contest_until
    known = [one.standing.since, until or one.standing.since]
    known += [timezone.localdate(receipt.recorded_at)] if receipt else []
    return Level.FIN if (today - max(known)).days <= _RECENT else one.level


def _was_told(institution: Institution, one: File, level: Level) -> bool:
    return ClockAlert.objects.filter(institution=institution, transmission_id=one.sent.pk, level__gte=level).exists()


def _addresses(institution: Institution) -> list[str]:
    """That of the institution; without one, those of its agents who instruct."""
    if institution.email:
        return [institution.email]
    able = [role.key for role in roles.who_may(Permission.INSTRUIRE, roles.INSTITUTION)]
    grants = InstitutionGrant.objects.filter(institution=institution, until=None, role__in=able)
    return sorted(set(grants.values_list("person__email", flat=True)))


def _subject(count: int) -> str:
    return f"Maillage : {plural(count, 'délai à suivre', 'délais à suivre')}"


def _body(institution: Institution, new: Iterable[tuple[File, Level]], today: date) -> str:
    lines = [_line(institution, one, level, today) for one, level in new]
    foot = f"Ce message part une fois à chaque étape d'un délai légal. Les autres se choisissent ici : {absolute(CHOICES)}"
    return "\n\n".join(["Bonjour,", *lines, typed(foot)]) + "\n"


def _line(institution: Institution, one: File, level: Level, today: date) -> str:
    if one.clock is None:
        raise ValueError(f"{one.sent} n'a pas de délai")
    left = one.clock.days_left(today)
    if left < 0:
        late = _LATE.get(one.standing.state, "aucune rencontre n'est enregistrée")
        said = f"délai achevé le {short_day(one.clock.end)} : {late}"
    else:
        said = f"{level.label}, il reste {plural(left, 'jour')}, jusqu'au {short_day(one.clock.end)} inclus"
    address = absolute(f"/institution/{institution.slug}/dossiers/{one.sent.pk}/")
    return typed(f"- {one.community.name}, {one.sent}, {one.clock.label.lower()} : {said}.") + f"\n  {address}"
