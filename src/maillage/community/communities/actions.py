"""Writes the CPTS, its perimeter and its roles: one transaction each, and its line in the journal."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from maillage.accounts import access, journal
from maillage.accounts.access import Place
from maillage.accounts.models import User
from maillage.accounts.refusals import Stale, UnableToSave
from maillage.accounts.roles import CPTS, ROLES
from maillage.accounts.walls import outside, within
from maillage.community.communities.models import Community, CommunityGrant, CommunityInvitation, Perimeter

IDENTITY = ("name", "finess", "siren", "siret", "rna", "seat", "email", "phone", "website")


@transaction.atomic
def create_community(
    *, name: str, codes: Iterable[str], by: User, now: datetime, today: date, role: str = "coordination", fictif: bool = False
) -> Community:
    """A CPTS with its first perimeter; `by` holds `role` in it (none when `role` is empty: an institution created it)."""
    if not name.strip():
        raise UnableToSave("Donnez un nom à la CPTS.")
    User.objects.select_for_update().get(pk=by.pk)  # a form sent twice at once takes its turn, and is refused below
    if Community.objects.filter(name__iexact=name.strip(), created_by=by).exists():
        raise UnableToSave(f"Vous avez déjà créé « {name.strip()} » : ouvrez-la depuis « Mon espace », ou donnez un autre nom.")
    community = _with_address(Community(name=name.strip(), created_at=now, created_by=by, is_fictif=fictif))
    with within(community):
        journal.write("cpts_creee", by=by, at=now, chain=community.pk, subject=community)
        set_perimeter(community, codes=codes, since=today, reason="Premier périmètre", by=by, now=now)
        if role:
            give_role(community, person=by, role=role, by=by, now=now)
    return community


@transaction.atomic
def create_for_carriers(
    *, name: str, codes: Iterable[str], email: str, by: User, now: datetime, today: date, fictif: bool = False
) -> Community:
    """An agent opens the space of a group of carriers: the agent holds no role in it, the carrier is invited to coordinate."""
    community = create_community(name=name, codes=codes, by=by, now=now, today=today, role="", fictif=fictif)
    with within(community):
        invite(community, email=email, role="coordination", by=by, now=now)
    return community


@transaction.atomic
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
    """A new version of the perimeter from a day on; Stale when `after` is not the last one. Codes are checked by the caller."""
    kept = sorted(set(codes))
    if not kept:
        raise UnableToSave("Un périmètre garde au moins une commune : choisissez-en, ou fermez la CPTS.")
    Community.objects.select_for_update().get(pk=community.pk)  # two versions at once take their turn
    number = Perimeter.objects.filter(community=community).count() + 1
    if after is not None and after != number - 1:
        raise Stale("Une autre personne a changé le périmètre entre-temps : revoyez l'effet ci-dessous, puis enregistrez.")
    latest = Perimeter.objects.filter(community=community).order_by("-since", "-number").first()
    if latest and latest.since > since:
        raise UnableToSave(
            f"Le dernier périmètre vaut depuis le {latest.since:%d/%m/%Y} : "
            "donnez une date égale ou postérieure, ou corrigez par une nouvelle version."
        )
    if latest and latest.codes == kept:
        raise UnableToSave("Ces communes sont déjà celles du périmètre en vigueur : rien n'a changé.")
    version = Perimeter.objects.create(
        community=community,
        number=number,
        since=since,
        codes=kept,
        reason=reason.strip(),
        decision=decision.strip(),
        created_at=now,
        created_by=by,
    )
    Community.objects.filter(pk=community.pk).update(departements=sorted({departement(code) for code in kept}))
    community.refresh_from_db(fields=["departements"])
    journal.write("perimetre_change", by=by, at=now, chain=community.pk, subject=version, communes=len(kept), numero=number)
    return version


@transaction.atomic
def save_identity(community: Community, *, values: Mapping[str, str], version: int, by: User, now: datetime) -> Community:
    """Changes the identity; Stale when `version` is not the present one. Values are clean (forms check them)."""
    unknown = set(values) - set(IDENTITY)
    if unknown:
        raise ValueError(f"pas un champ de l'identité : {sorted(unknown)}")
    done = Community.objects.filter(pk=community.pk, version=version).update(**values, version=version + 1)
    if not done:
        raise Stale("Une autre personne a changé cette fiche entre-temps : rechargez la page, puis reportez votre changement.")
    community.refresh_from_db()
    journal.write("cpts_modifiee", by=by, at=now, chain=community.pk, subject=community, champs=", ".join(sorted(values)))
    return community


@transaction.atomic
def set_public(community: Community, *, public: bool, by: User, now: datetime) -> None:
    """Opens or closes the public page."""
    Community.objects.filter(pk=community.pk).update(is_public=public)
    community.is_public = public
    journal.write("page_publique", by=by, at=now, chain=community.pk, subject=community, ouverte=public)


def give_role(community: Community, *, person: User, role: str, by: User | None, now: datetime) -> CommunityGrant:
    """Gives a role; giving it twice changes nothing."""
    return access.give(_place(community), person=person, role=role, by=by, now=now)


@transaction.atomic
def end_role(grant: CommunityGrant, *, by: User, now: datetime) -> None:
    """Ends a role; the last person who may open accesses keeps theirs."""
    leads = [role.key for role in ROLES.values() if role.space == CPTS and "acces" in role.permissions]
    others = CommunityGrant.objects.filter(until=None, role__in=leads).exclude(pk=grant.pk)
    if grant.role in leads and not others.exists():
        raise UnableToSave(
            f"{grant.person} est la dernière personne qui peut ouvrir des accès : donnez d'abord ce rôle à quelqu'un d'autre."
        )
    access.end(_place(grant.community), grant, by=by, now=now)


def invite(community: Community, *, email: str, role: str, by: User, now: datetime) -> CommunityInvitation:
    """Sends a link to a role; an earlier link to the same role, for the same address, is withdrawn."""
    return access.invite(_place(community), email=email, role=role, by=by, now=now)


def withdraw_invitation(invitation: CommunityInvitation, *, by: User, now: datetime) -> None:
    """The link no longer opens anything; one that already served stays as it is."""
    access.withdraw(_place(invitation.community), invitation, by=by, now=now)


def accept_invitation(invitation: CommunityInvitation, *, person: User, now: datetime) -> CommunityGrant:
    """Gives the role to the invited person, once; InvitationRefused otherwise."""
    return access.accept(_place(invitation.community), invitation, person=person, now=now)


def departement(code: str) -> str:
    """« 09 », « 2A », « 974 »."""
    return code[:3] if code.startswith(("97", "98")) else code[:2]


def _place(community: Community) -> Place[CommunityGrant, CommunityInvitation]:
    key = {"community": community}
    return Place(CPTS, community.pk, community.name, key, CommunityGrant.objects.all(), CommunityInvitation.objects.all())


RESERVED = {"nouvelle"}
"""Words that addresses use beside those of the CPTS."""


def _with_address(community: Community) -> Community:
    """Saves a new CPTS at the first free address drawn from its name; the next one when somebody takes it at the same moment."""
    for slug in _free_slugs(community.name):
        community.slug = slug
        try:
            with transaction.atomic():
                community.save(force_insert=True)
        except IntegrityError:
            if not Community.objects.filter(slug=slug).exists():
                raise
        else:
            return community
    raise UnableToSave(f"Trop de CPTS s'appellent déjà « {community.name} » : donnez un nom plus précis.")


def _free_slugs(name: str) -> Iterator[str]:
    base = slugify(name)[:50] or "cpts"
    with outside("two CPTS may not share an address"):
        taken = set(Community.objects.filter(slug__startswith=base).values_list("slug", flat=True)) | RESERVED
    every = (base, *(f"{base}-{number}" for number in range(2, 10_000)))
    return (slug for slug in every if slug not in taken)
