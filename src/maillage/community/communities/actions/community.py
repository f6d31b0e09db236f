"""Writes the CPTS and its identity."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from maillage.accounts import journal, turns
from maillage.accounts.models import User
from maillage.accounts.refusals import Stale, UnableToSave
from maillage.accounts.walls import outside, within
from maillage.community.communities.actions.perimeters import set_perimeter
from maillage.community.communities.actions.roles import give_role, invite
from maillage.community.communities.models import Community
from maillage.kernel.folding import folded
from maillage.kernel.names import one_line

MAX_A_DAY = 10
"""CPTS that one person creates in a day: each of them may write to the agencies of its territory."""
IDENTITY = ("name", "finess", "siren", "siret", "rna", "seat", "email", "phone", "website")


@transaction.atomic
def create_community(
    *, name: str, codes: Iterable[str], by: User, now: datetime, today: date, role: str = "coordination", fictif: bool = False
) -> Community:
    """A CPTS with its first perimeter; `by` holds `role` in it (none when `role` is empty: an institution created it)."""
    name = one_line(name)
    if not name:
        raise UnableToSave("Donnez un nom à la CPTS.")
    turns.lock(f"cpts de {by.pk}")  # a form sent twice at once takes its turn, and is refused below; nobody else asks for this
    if folded(name) in map(folded, Community.objects.filter(created_by=by).values_list("name", flat=True)):
        raise UnableToSave(f"Vous avez déjà créé « {name} » : ouvrez-la depuis « Mon espace », ou donnez un autre nom.")
    if Community.objects.filter(created_by=by, created_at__gt=now - timedelta(days=1)).count() >= MAX_A_DAY:
        raise UnableToSave(f"Vous avez créé {MAX_A_DAY} CPTS en un jour, le plus permis : créez « {name} » demain.")
    community = _with_address(Community(name=name, created_at=now, created_by=by, is_fictif=fictif))
    with turns.together(community), within(community):
        journal.write("cpts_creee", by=by, at=now, chain=community.pk, subject=community)
        set_perimeter(community, codes=codes, since=today, reason="Ouverture de l'espace", by=by, now=now)
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


@turns.act
def save_identity(community: Community, *, values: Mapping[str, str], version: int, by: User, now: datetime) -> Community:
    """Changes the identity; Stale when `version` is not the present one. Values are clean (forms check them)."""
    unknown = set(values) - set(IDENTITY)
    if unknown:
        raise ValueError(f"pas un champ de l'identité : {sorted(unknown)}")
    values = {field: one_line(value) for field, value in values.items()}  # one line each, as files and mails write them
    if not values.get("name", community.name):
        raise UnableToSave("Nom : donnez un nom à la CPTS ; celui du territoire convient.")
    done = Community.objects.filter(pk=community.pk, version=version).update(**values, version=version + 1)
    if not done:
        raise Stale(
            "Une autre personne a changé cette fiche pendant que vous écriviez : votre saisie est ci-dessous. "
            "Comparez avec ce qui est enregistré, puis enregistrez à nouveau."
        )
    community.refresh_from_db()
    journal.write("cpts_modifiee", by=by, at=now, chain=community.pk, subject=community, champs=", ".join(sorted(values)))
    return community


@turns.act
def set_public(community: Community, *, public: bool, by: User, now: datetime) -> None:
    """Opens or closes the public page."""
    Community.objects.filter(pk=community.pk).update(is_public=public)
    community.is_public = public
    journal.write("page_publique", by=by, at=now, chain=community.pk, subject=community, ouverte=public)


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
