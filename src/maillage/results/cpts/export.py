"""Everything of one CPTS in one archive that it owns: its rows as JSON and as tables for a spreadsheet, its files, its
documents, its journal.

An archive names the people who hold or held a role in the CPTS by their address; of the others (agents of the institutions),
the name only. It holds no password, no second factor, and no mail.
"""

import json
import logging
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any
from uuid import UUID

from django.db import connection
from django.db.models import Model
from django.utils import timezone

from maillage import __version__
from maillage.accounts import journal
from maillage.accounts.models import JournalEntry, JournalSeal, User
from maillage.accounts.walls import within
from maillage.community.communities.models import Community, CommunityGrant
from maillage.community.library import storage
from maillage.community.library.models import File
from maillage.kernel.spreadsheet import csv_file
from maillage.results.instance import archive, tables
from maillage.results.instance.backup import Writer, new_archive
from maillage.results.instance.reading import one_moment

DATA, SHEETS, FILES, PAPERS = "donnees", "tableaux", "fichiers", "documents"
PEOPLE = f"{DATA}/personnes.jsonl"
_README = """Toutes les données d'une CPTS, telles que Maillage les garde.

donnees/    une ligne JSON par enregistrement, pour un autre logiciel ou une autre instance de Maillage
tableaux/   les mêmes, en CSV, pour un tableur
fichiers/   les fichiers déposés, nommés par leur empreinte SHA-256 (tableaux/library.file.csv donne leurs noms)
documents/  les documents : transmis/ d'après les copies figées, en-cours/ tels qu'ils sont écrits ce jour
manifeste.json   la version, l'empreinte SHA-256 de chaque élément, la liste des documents et de ceux qui manquent

Les avis que les institutions gardent entre elles n'y sont pas.
Cette archive contient des données personnelles : gardez-la comme telle.
Pour la relire : maillage cpts importer FICHIER
"""


_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Paper:
    """A document of the archive: its place under `documents/`, its title, what it is (« brouillon du… »), how it is made."""

    name: str
    title: str
    said: str
    make: Callable[[], bytes]


Papers = Callable[[Community, date], Iterable[Paper]]
"""The documents are made above this floor: `documents.archive.papers`."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What an archive holds, for the person who made it: names of files whose bytes are lost, titles of documents that could
    not be made."""

    rows: int
    files: int
    papers: int
    missing: tuple[str, ...]
    unmade: tuple[str, ...]


def models() -> list[type[Model]]:
    """Tables of the rows of a CPTS, those that are pointed at first. Mails stay: they must not leave twice."""
    found = tables.records()
    return [model for model in found if getattr(model, "is_walled", False) and not getattr(model, "wall_is_optional", False)]


def write(community: Community, path: Path, *, now: datetime, papers: Papers) -> Exported:
    """Makes the archive at its place, whole or not at all. OSError as it comes."""
    with new_archive(path) as opened:
        return _fill(opened, community, now, papers)


def write_to(community: Community, file: IO[bytes], *, now: datetime, papers: Papers) -> Exported:
    """The same in an open temporary file, left at its start, for a page."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as opened:
        done = _fill(opened, community, now, papers)
    file.seek(0)
    return done


def _fill(opened: zipfile.ZipFile, community: Community, now: datetime, papers: Papers) -> Exported:
    writer, people, count = Writer(opened), set[UUID](), 0
    with _one_moment(), within(community):
        for model, rows in _tables(community):
            lines = [json.loads(tables.as_json(row)) for row in rows]
            count += len(lines)
            people |= {UUID(line[name]) for line in lines for name in people_in(model) if line[name]}
            writer.add(f"{DATA}/{model._meta.label_lower}.jsonl", (_line(line) for line in lines))
            writer.add(f"{SHEETS}/{model._meta.label_lower}.csv", _sheet(model, lines))
        writer.add(PEOPLE, (_line(person) for person in _people(people)))
        deposited = {file.sha256: file.name for file in File.objects.order_by("name")}
        made, unmade = _papers(writer, papers(community, timezone.localdate(now)))
    missing = []
    for sha256, name in sorted(deposited.items()):
        try:
            content = storage.opened(community.pk, sha256)
        except (FileNotFoundError, storage.Altered):
            missing.append(name)
        else:
            writer.add_file(f"{FILES}/{sha256}", content)
    writer.add("LISEZ-MOI.txt", [_README.encode()])
    opened.writestr(archive.MANIFEST, json.dumps(_manifest(writer, community, now, made, unmade), ensure_ascii=False, indent=1))
    return Exported(count, len(deposited) - len(missing), len(made), tuple(missing), tuple(unmade))


def _papers(writer: Writer, papers: Iterable[Paper]) -> tuple[list[Paper], list[str]]:
    """One after the other, each written as soon as it is made. One that fails is told: it never keeps the data from leaving."""
    made, unmade = [], []
    for paper in papers:
        try:
            body = paper.make()
        except Exception:
            _log.exception("document %s", paper.name)
            unmade.append(f"{paper.title} ({paper.name.rpartition('.')[2].upper()})")
        else:
            writer.add(f"{PAPERS}/{paper.name}", [body])
            made.append(paper)
    return made, unmade


def people_in(model: type[Model]) -> list[str]:
    """Columns that hold a person."""
    return [field.attname for field in model._meta.concrete_fields if field.is_relation and field.related_model is User]


def _tables(community: Community) -> Iterator[tuple[type[Model], Iterable[Model]]]:
    yield Community, [community]
    for model in models():
        rows = model._default_manager.filter(community=community).order_by("pk")
        yield model, rows.exclude(**withheld) if (withheld := getattr(model, "withheld", {})) else rows
    yield JournalEntry, JournalEntry.objects.filter(chain=str(community.pk)).order_by("number")
    yield JournalSeal, JournalSeal.objects.filter(chain=str(community.pk))


def _people(keys: Iterable[UUID]) -> Iterator[dict[str, Any]]:
    ours = set(CommunityGrant.objects.values_list("person_id", flat=True))
    for person in User.objects.filter(pk__in=keys).order_by("pk"):
        known = person.pk in ours and not person.erased_at
        yield {
            "id": str(person.pk),
            "nom": person.name,
            "adresse": person.email if known else "",
            "fictif": person.is_fictif,
            "effacee": bool(person.erased_at),
        }


def _line(row: dict[str, Any]) -> bytes:
    return json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"


def _sheet(model: type[Model], lines: list[dict[str, Any]]) -> Iterator[bytes]:
    names = [field.attname for field in model._meta.concrete_fields]
    yield csv_file(names, ([_flat(line[name]) for name in names] for line in lines))


def _flat(value: object) -> object:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list | bool) else value


def _manifest(writer: Writer, community: Community, now: datetime, made: list[Paper], unmade: list[str]) -> dict[str, Any]:
    return {
        "format": archive.OF_A_CPTS,
        "version": archive.VERSION,
        "maillage": __version__,
        "le": now.isoformat(timespec="seconds"),
        "cpts": {"id": str(community.pk), "nom": community.name, "adresse": community.slug, "fictif": community.is_fictif},
        "migrations": archive.migrations(),
        "empreinte": archive.digest_of(writer.members),
        "membres": writer.members,
        "documents": [
            {"membre": f"{PAPERS}/{one.name}", "titre": one.title, "etat": one.said, "fictif": community.is_fictif}
            for one in made
        ],
        "documents_manquants": unmade,
        "journal": {chain: list(end) for chain, end in journal.anchors().items() if chain == str(community.pk)},
    }


@contextmanager
def _one_moment() -> Iterator[None]:
    if connection.in_atomic_block:
        yield
    else:
        with one_moment():
            yield
