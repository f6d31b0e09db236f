"""Writes the perimeter through time: versions are added, never changed."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone

from maillage.accounts import journal, turns
from maillage.accounts.models import User
from maillage.accounts.refusals import Stale, UnableToSave
from maillage.community.communities import selectors
from maillage.community.communities.models import Community, Perimeter


@turns.act
def set_perimeter(
    community: Community,
    *,
    codes: Iterable[str],
    since: date,
    by: User,
    now: datetime,
    reason: str = "",
    decision: str = "",
    after: int | None = None,
) -> Perimeter:
    """A new version of the perimeter from a day on; Stale when `after` is not its last write. Codes are checked by the caller."""
    kept, number = _checked(community, codes, after)
    latest = _standing(community).first()
    if latest and latest.since > since:
        way_out = (
            "s'il a été écrit par erreur, annulez-le dans la liste des versions."
            if selectors.is_coming(latest, timezone.localdate(now))
            else "pour un périmètre d'avant l'ouverture de l'espace, choisissez « Ajouter un périmètre antérieur »."
        )
        raise UnableToSave(
            f"Le {since:%d/%m/%Y} précède le dernier périmètre, qui vaut depuis le {latest.since:%d/%m/%Y} : donnez une date "
            f"égale ou postérieure ; {way_out}"
        )
    if latest and latest.codes == kept:
        raise UnableToSave("Ces communes sont déjà celles du périmètre en vigueur : rien n'a changé.")
    told = {"reason": reason.strip(), "decision": decision.strip(), "created_at": now, "created_by": by}
    version: Perimeter = Perimeter.objects.create(community=community, number=number, since=since, codes=kept, **told)
    Community.objects.filter(pk=community.pk).update(departements=selectors.touched(community, timezone.localdate(now)))
    community.refresh_from_db(fields=["departements"])
    journal.write("perimetre_change", by=by, at=now, chain=community.pk, subject=version, communes=len(kept), numero=number)
    return version


@turns.act
def add_earlier_perimeter(
    community: Community,
    *,
    codes: Iterable[str],
    since: date,
    by: User,
    now: datetime,
    reason: str = "",
    decision: str = "",
    after: int | None = None,
) -> Perimeter:
    """A version from before the space was opened, until the next one's day; on the day of another earlier one, it corrects it.

    The present perimeter stays, and so does all that is drawn from it.
    """
    kept, number = _checked(community, codes, after)
    opening = opening_day(community)
    if since >= opening:
        raise UnableToSave(
            f"Le {since:%d/%m/%Y} n'est pas antérieur : l'espace a été ouvert avec le périmètre du {opening:%d/%m/%Y}. "
            "Donnez une date antérieure, ou choisissez « Changer le périmètre »."
        )
    before = _standing(community).filter(since__lte=since).first()
    if before and before.codes == kept:
        raise UnableToSave(f"Ces communes sont déjà celles du périmètre du {before.since:%d/%m/%Y} : rien n'a changé.")
    told = {"reason": reason.strip(), "decision": decision.strip(), "created_at": now, "created_by": by}
    version: Perimeter = Perimeter.objects.create(community=community, number=number, since=since, codes=kept, **told)
    journal.write("perimetre_anterieur", by=by, at=now, chain=community.pk, subject=version, communes=len(kept), numero=number)
    return version


@turns.act
def withdraw_perimeter(version: Perimeter, *, by: User, now: datetime) -> None:
    """Takes back a version written by mistake, from before the space was opened or still to come; twice does no harm."""
    community, today = Community.objects.get(pk=version.community_id), timezone.localdate(now)
    is_earlier = version.since < opening_day(community)
    if not is_earlier and not selectors.is_coming(version, today):
        raise UnableToSave(
            f"Le périmètre du {version.since:%d/%m/%Y} s'applique déjà : il reste. Seuls se retirent un périmètre à venir "
            f"et un périmètre d'avant le {opening_day(community):%d/%m/%Y}, ouverture de l'espace."
        )
    if not Perimeter.objects.filter(pk=version.pk, withdrawn_at=None).update(withdrawn_at=now):
        return
    known = {selectors.departement(code) for one in _standing(community) for code in one.codes}
    kept = [code for code in community.sent_from if code in known]  # where it will never have been, nobody was competent
    Community.objects.filter(pk=community.pk).update(departements=selectors.touched(community, today), sent_from=kept)
    version.community.refresh_from_db(fields=["departements", "sent_from"])
    action = "perimetre_anterieur" if is_earlier else "perimetre_change"
    journal.write(action, by=by, at=now, chain=community.pk, subject=version, numero=version.number, retire=True)


def opening_day(community: Community) -> date:
    """The first day of the perimeter that the space was opened with."""
    return Perimeter.objects.get(community=community, number=1).since


def _standing(community: Community) -> QuerySet[Perimeter]:
    """The newest first."""
    return Perimeter.objects.filter(community=community, withdrawn_at=None).order_by("-since", "-number")


def _checked(community: Community, codes: Iterable[str], after: int | None) -> tuple[list[str], int]:
    """The communes as they are kept and the number of the version to come; two versions at once take their turn."""
    kept = sorted(set(codes))
    if not kept:
        raise UnableToSave("Un périmètre garde au moins une commune : choisissez-en, ou fermez la CPTS.")
    number = Perimeter.objects.filter(community=community).count() + 1
    if after is not None and after != selectors.perimeter_writes(community):
        raise Stale("Une autre personne a changé le périmètre entre-temps : revoyez l'effet ci-dessous, puis enregistrez.")
    return kept, number
