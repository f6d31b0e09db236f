"""Puts the archive of a CPTS (`results.cpts.export`) in another instance: everything or nothing.

An archive is a file that anybody can make: each row is judged by its model as a form would judge it, points only at rows of the
same archive, and belongs to the CPTS that the manifest names.
"""

import zipfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, cast
from uuid import UUID

from django.core.validators import slug_re
from django.db import DatabaseError, connection, transaction
from django.db.models import Model

from maillage.accounts import journal
from maillage.accounts.acts import ACTS
from maillage.accounts.models import JournalEntry, JournalSeal, User
from maillage.accounts.walls import outside
from maillage.community.communities.actions.community import RESERVED
from maillage.community.communities.models import Community
from maillage.community.contract.models import Signature
from maillage.community.filing.models import Decision, Opinion, Receipt
from maillage.community.library import storage
from maillage.community.library.models import File
from maillage.results.cpts import arriving
from maillage.results.cpts.export import DATA, FILES, PEOPLE, models
from maillage.results.instance import archive, checking, upgrade
from maillage.results.instance.archive import Archive
from maillage.results.instance.tables import Wrong


class UnableToImport(ValueError):
    """The instance stays as it was; the message is a French sentence that says why."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What came in: the CPTS, how many people were created, how many were already there, the names of files whose bytes the
    archive does not hold, how many acts of institutions (decisions, opinions, signatures) it tells without proving them."""

    community: Community
    created: int
    known: int
    missing: tuple[str, ...] = ()
    unproven: int = 0


@dataclass(slots=True)
class _Coming:
    """The archive being put: what its rows may point at."""

    found: Archive
    key: UUID
    slug: str
    now: datetime
    people: Mapping[UUID, UUID]
    rows: dict[type[Model], set[Any]] = field(default_factory=dict)


def import_archive(path: Path, *, now: datetime) -> Imported:
    """Reads the whole archive before anything is written; archive.UnableToRead and UnableToImport otherwise."""
    found = archive.read(path, form=archive.OF_A_CPTS)
    key, slug = _named(found)
    with outside("a CPTS comes whole in the instance"):
        _refuse_twice(key, slug)
        try:
            with upgrade.present(found) as present, transaction.atomic():
                return _put(present, key, slug, now)
        except (DatabaseError, ValueError, OSError) as error:
            _take_back(key)
            if isinstance(error, UnableToImport | archive.UnableToRead):
                raise
            raise UnableToImport(f"Rien n'a changé : l'archive ne peut pas être importée ({_reason(error)}).") from error


def _take_back(key: UUID) -> None:
    """The bytes that came before the rows were refused; what cannot be reached now is swept later."""
    with suppress(OSError):
        storage.forget_all(key)


def _reason(error: Exception) -> str:
    match error:
        case Wrong():
            return str(error)
        case DatabaseError():
            return "la base de données refuse une de ses lignes : elle y est déjà, ou contredit une autre"
        case OSError():
            return f"un fichier ne peut pas être écrit : {error.strerror or error}"
    return "une de ses valeurs ne se lit pas"


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
    if not found.unfolded and {*named, PEOPLE} != set(found.names(DATA)):
        raise UnableToImport("Rien n'a changé : les données de l'archive ne sont pas celles de cette version.")
    people, created = arriving.people(found)
    coming = _Coming(found, key, slug, now, people)
    for name, model in named.items():
        _put_table(coming, model, name)
    if len(coming.rows[Community]) != 1:
        raise UnableToImport("Rien n'a changé : l'archive ne contient pas une CPTS et une seule.")
    connection.check_constraints()
    journal.anchor_chain(str(key))
    if journal.first_break(str(key)) or _is_cut(found, key):
        raise UnableToImport("Rien n'a changé : le journal de l'archive a été modifié, sa chaîne est rompue.")
    missing = _files(found, key)
    community = Community.objects.get(pk=key)
    journal.write("cpts_importee", by=None, at=now, chain=key, subject=community, archive=found.digest)
    return Imported(community, created, len(people) - created, missing, _unproven(key))


def _unproven(key: UUID) -> int:
    """Acts of institutions that come on the word of the archive."""
    signed = Signature.objects.filter(community_id=key).exclude(party=Signature.Party.CPTS).count()
    return signed + sum(model.objects.filter(community_id=key).count() for model in (Decision, Opinion))


def _is_cut(found: Archive, key: UUID) -> bool:
    """Whether the chain ends elsewhere than the manifest says; archives of before said nothing."""
    told = found.manifest.get("journal")
    return told is not None and told != {chain: list(end) for chain, end in journal.anchors().items() if chain == str(key)}


def _put_table(coming: _Coming, model: type[Model], name: str) -> None:
    """The rows of one table, in the order of the file; a row may point at another of its own table, wherever that one is."""
    lines = [checking.read(model, line, typed=True) for line in coming.found.lines(name)]
    if len({row.pk for row in lines}) != len(lines):
        raise Wrong(f"« {model._meta.label_lower} » a deux lignes de même identifiant")
    if model is Receipt:
        lines = [*_to_verify(cast(list[Receipt], lines))]
    coming.rows[model] = {row.pk for row in lines}
    for row in lines:
        _check_owner(row, coming.key)
        if isinstance(row, JournalEntry):  # its digest covers the person: it stays as it was written
            _check_entry(row, coming)
        elif isinstance(row, Community) and row.slug != coming.slug:
            raise UnableToImport("Rien n'a changé : l'archive donne deux adresses à la CPTS.")
        _point(row, coming)
        row.save_base(raw=True, force_insert=True)  # raw: what a model sets by itself at each save is that of the archive


def _to_verify(rows: list[Receipt]) -> list[Receipt]:
    """Receipts as the agency of this instance finds them: it dated none and was told of none, whatever an edited archive says.

    Where the CPTS had given a day too, that row stays, with its contestation, and the agency dates again; else the day of the
    agency is a declared one. No certificate is made until that agency was told.
    """
    declared = {row.transmission_id for row in rows if row.source != Receipt.Source.AGENCE}
    kept = [row for row in rows if row.source != Receipt.Source.AGENCE or row.transmission_id not in declared]
    for row in kept:
        row.source = Receipt.Source.DECLAREE if row.source == Receipt.Source.AGENCE else row.source
        row.told_at, row.told_to = None, ""
    return kept


def _check_owner(row: Model, key: UUID) -> None:
    owner = row.pk if isinstance(row, Community) else getattr(row, "community_id", None) or getattr(row, "chain", "")
    if str(owner) != str(key):
        raise UnableToImport("Rien n'a changé : l'archive contient une ligne d'une autre CPTS.")


def _check_entry(entry: JournalEntry, coming: _Coming) -> None:
    """What a chain that holds may still say wrongly: an act that does not exist, to come, or of somebody of this instance."""
    if entry.action not in ACTS:
        raise Wrong(f"le journal dit un acte inconnu, au n° {entry.number}")
    if entry.at > coming.now + timedelta(days=1):
        raise Wrong(f"le journal dit un acte à venir, au n° {entry.number}")
    if entry.person_id and arriving.impostor(entry.person_id, coming.people):
        raise Wrong(f"le journal fait agir une personne de cette instance que l'archive ne nomme pas, au n° {entry.number}")


def _point(row: Model, coming: _Coming) -> None:
    """Each foreign key leads to a person of the archive, who takes their key of here, or to a row of the archive."""
    for column in row._meta.concrete_fields:
        before = getattr(row, column.attname)
        if not column.is_relation or before is None:
            continue
        if column.related_model is User and before in coming.people:
            setattr(row, column.attname, coming.people[before])
        elif column.related_model is User or before not in coming.rows.get(cast(type[Model], column.related_model), ()):
            raise Wrong(f"« {row._meta.label_lower} », colonne « {column.attname} » : désigne ce qui n'est pas dans l'archive")


def _files(found: Archive, key: UUID) -> tuple[str, ...]:
    """Bytes whose digest is the one that their row says; bytes that no row asks for are left out. Gives the names without."""
    wanted = dict(File.objects.filter(community_id=key).values_list("sha256", "name"))
    with zipfile.ZipFile(found.path) as opened:
        for sha256 in wanted:
            if found.manifest["membres"].get(f"{FILES}/{sha256}") == sha256:
                with opened.open(f"{FILES}/{sha256}") as content:
                    storage.keep(key, sha256, content)
    return tuple(sorted(name for sha256, name in wanted.items() if not storage.holds(key, sha256)))
