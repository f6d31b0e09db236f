"""Puts the archive of a CPTS (`results.cpts.export`) in another instance: everything or nothing."""

import json
import shutil
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID, uuid4

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.validators import slug_re
from django.db import DatabaseError, connection, transaction
from django.db.models import Model

from maillage.accounts import journal
from maillage.accounts.models import JournalEntry, JournalSeal, User
from maillage.accounts.walls import outside
from maillage.community.communities.actions.community import RESERVED
from maillage.community.communities.models import Community
from maillage.community.library import storage
from maillage.community.library.models import File
from maillage.results.cpts.export import DATA, FILES, PEOPLE, models, people_in
from maillage.results.instance import archive, tables
from maillage.results.instance.archive import Archive


class UnableToImport(ValueError):
    """The instance stays as it was; the message is a French sentence that says why."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What came in: the CPTS, how many people were created, how many were already there."""

    community: Community
    created: int
    known: int


def import_archive(path: Path, *, now: datetime) -> Imported:
    """Reads the whole archive before anything is written; archive.UnableToRead and UnableToImport otherwise."""
    found = archive.read(path, form=archive.OF_A_CPTS)
    key, slug = _named(found)
    with outside("a CPTS comes whole in the instance"):
        _refuse_twice(key, slug)
        try:
            with transaction.atomic():
                return _put(found, key, slug, now)
        except (DatabaseError, ValueError, ValidationError, KeyError, OSError) as error:
            shutil.rmtree(storage.path_of(key, "0").parents[1], ignore_errors=True)
            if isinstance(error, UnableToImport):
                raise
            reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
            raise UnableToImport(f"Rien n'a changé : l'archive n'a pas pu être importée ({reason}).") from error


def _named(found: Archive) -> tuple[UUID, str]:
    """The key and the address of the CPTS; an address that no page has would lock it up for ever."""
    try:
        key, slug = UUID(found.manifest["cpts"]["id"]), str(found.manifest["cpts"]["adresse"])
    except (KeyError, TypeError, ValueError, AttributeError):
        raise UnableToImport("Rien n'a changé : le manifeste de l'archive ne dit pas quelle CPTS elle contient.") from None
    if not slug_re.fullmatch(slug) or slug in RESERVED:
        raise UnableToImport(f"Rien n'a changé : « {slug[:60]} » n'est pas l'adresse d'une CPTS.")
    return key, slug


def _refuse_twice(key: UUID, slug: str) -> None:
    if Community.objects.filter(pk=key).exists():
        raise UnableToImport(f"Rien n'a changé : cette CPTS est déjà dans l'instance (/c/{slug}/).")
    if Community.objects.filter(slug=slug).exists():
        raise UnableToImport(f"Rien n'a changé : une autre CPTS a déjà l'adresse « {slug} » dans cette instance.")


def _put(found: Archive, key: UUID, slug: str, now: datetime) -> Imported:
    order: list[type[Model]] = [Community, *models(), JournalEntry, JournalSeal]
    named = {f"{DATA}/{model._meta.label_lower}.jsonl": model for model in order}
    if {*named, PEOPLE} != set(found.names(DATA)):
        raise UnableToImport("Rien n'a changé : les données de l'archive ne sont pas celles de cette version.")
    people, created = _people(found)
    for name, model in named.items():
        for line in found.lines(name):
            row = tables.from_json(model, line)
            _check_owner(row, key)
            if isinstance(row, Community) and row.slug != slug:
                raise UnableToImport("Rien n'a changé : l'archive donne deux adresses à la CPTS.")
            if not isinstance(row, JournalEntry):  # its digest covers the person: it stays as it was written
                for column in people_in(model):
                    if before := getattr(row, column):
                        setattr(row, column, people[before])
            row.save_base(raw=True, force_insert=True)
    connection.check_constraints()
    if any(broken.chain == str(key) for broken in journal.breaks()):
        raise UnableToImport("Rien n'a changé : le journal de l'archive a été modifié, sa chaîne est rompue.")
    _files(found, key)
    community = Community.objects.get(pk=key)
    journal.write("cpts_importee", by=None, at=now, chain=key, subject=community)
    return Imported(community, created, len(people) - created)


def _check_owner(row: Model, key: UUID) -> None:
    owner = row.pk if isinstance(row, Community) else getattr(row, "community_id", None) or UUID(getattr(row, "chain", ""))
    if owner != key:
        raise UnableToImport("Rien n'a changé : l'archive contient une ligne d'une autre CPTS.")


def _people(found: Archive) -> tuple[Mapping[UUID, UUID], int]:
    """Key in the archive -> key here. A person is known by their address, an agent by what an earlier import left; the others
    are created, without password."""
    known, created = dict[UUID, UUID](), 0
    for line in found.lines(PEOPLE):
        said = json.loads(line)
        given, address = UUID(said["id"]), str(said["adresse"]).strip().lower()
        known_here = User.objects.filter(email__iexact=address) if address else User.objects.filter(pk=given, is_active=False)
        here = known_here.first()
        if here is None:
            here = _create(given, address, said["nom"], fictif=said["fictif"], erased=said["effacee"])
            created += 1
        known[given] = here.pk
    return known, created


def _create(given: UUID, address: str, name: str, *, fictif: bool, erased: bool) -> User:
    key = uuid4() if User.objects.filter(pk=given).exists() else given
    person = User(pk=key, name=name, is_fictif=fictif, email=address or f"{key.hex}@supprime.invalid", is_active=bool(address))
    person.erased_at = person.date_joined if erased else None
    person.set_unusable_password()
    person.save(force_insert=True)
    if address:
        EmailAddress.objects.create(user=person, email=address, primary=True, verified=False)
    return person


def _files(found: Archive, key: UUID) -> None:
    """Bytes whose digest is the one that their row says; bytes that no row asks for are left out."""
    wanted = set(File.objects.filter(community_id=key).values_list("sha256", flat=True))
    with zipfile.ZipFile(found.path) as opened:
        for name in found.names(FILES):
            sha256 = name.removeprefix(f"{FILES}/")
            if sha256 in wanted and found.manifest["membres"][name] == sha256:
                with opened.open(name) as content:
                    storage.keep(key, sha256, content)
