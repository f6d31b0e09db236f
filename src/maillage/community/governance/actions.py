"""Writes the pieces of the association and its assemblies; each refusal is a sentence."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from maillage.accounts import journal, lines, turns
from maillage.accounts.models import User
from maillage.accounts.refusals import Stale, UnableToSave
from maillage.community.communities.models import Community
from maillage.community.governance import numbers
from maillage.community.governance.models import Assembly, AssemblyPresence, AssociationPiece, Piece, Resolution
from maillage.kernel.codes.errors import InvalidCode
from maillage.kernel.folding import folded
from maillage.kernel.french import plural


@turns.act
def record_piece(
    community: Community, *, key: Piece, done_on: date, note: str, by: User, now: datetime, today: date
) -> AssociationPiece:
    """Says that a piece is done, or corrects its day and its note."""
    if done_on > today:
        raise UnableToSave(f"Date : le {done_on:%d/%m/%Y} n'est pas encore passé ; donnez le jour où la pièce a été obtenue.")
    try:
        numbers.in_note(key, note)
    except InvalidCode as wrong:
        raise UnableToSave(f"Référence ou note : {wrong} Corrigez le numéro, ou écrivez une note sans chiffre.") from None
    values = {"done_on": done_on, "note": note.strip(), "recorded_by": by, "recorded_at": now}
    row: AssociationPiece = AssociationPiece.objects.update_or_create(community=community, key=key, defaults=values)[0]
    journal.write("association", by=by, at=now, chain=community.pk, subject=row, piece=key, le=done_on.isoformat())
    return row


@turns.act
def remove_piece(community: Community, *, key: Piece, by: User, now: datetime) -> None:
    """Says that a piece is to be done after all; the journal keeps that it was recorded."""
    removed, _ = AssociationPiece.objects.filter(community=community, key=key).delete()
    if removed:
        journal.write("association", by=by, at=now, chain=community.pk, piece=key, retiree=True)


@turns.act
def call_assembly(community: Community, *, values: Mapping[str, Any], by: User, now: datetime) -> Assembly:
    """Prepares an assembly; `values` are clean fields of `Assembly`."""
    _check_colleges(values["colleges"])
    row: Assembly = Assembly.objects.create(community=community, created_at=now, created_by=by, **values)
    journal.write("association", by=by, at=now, chain=community.pk, subject=row, assemblee="convoquée")
    return row


@turns.act
def change_assembly(assembly: Assembly, *, values: Mapping[str, Any], version: int, by: User, now: datetime) -> Assembly:
    """Changes the call or the minutes over `version`, or raises Stale; a college that people attend with keeps its name."""
    if "colleges" in values:
        _check_colleges(values["colleges"])
        kept = {college["name"] for college in values["colleges"]}
        used = set(AssemblyPresence.objects.filter(assembly=assembly).values_list("college", flat=True))
        if lost := sorted(used - kept):
            raise UnableToSave(
                f"Collèges : « {lost[0]} » a déjà des présents ; gardez son nom, ou retirez d'abord ces personnes."
            )
    done = Assembly.objects.filter(pk=assembly.pk, version=version).update(
        **lines.straight(Assembly, values), version=version + 1
    )
    assembly.refresh_from_db()
    if not done:
        raise Stale
    journal.write("association", by=by, at=now, chain=assembly.community_id, subject=assembly, assemblee="modifiée")
    return assembly


@turns.act
def record_presence(
    assembly: Assembly, *, name: str, profession: str, college: str, represented_by: str, by: User, now: datetime
) -> AssemblyPresence:
    """Writes down somebody present, or represented by somebody present who may still carry a proxy."""
    _lock(assembly)
    name, holder = " ".join(name.split()), " ".join(represented_by.split())
    here = list(AssemblyPresence.objects.filter(assembly=assembly))
    if college not in [known["name"] for known in assembly.colleges]:
        raise UnableToSave(f"Collège : « {college} » n'est pas un collège de cette assemblée ; choisissez-en un de la liste.")
    if _named(here, name):
        raise UnableToSave(f"Nom : {name} est déjà sur la feuille ; retirez la ligne avant d'en écrire une autre.")
    if holder:
        present = _named([row for row in here if not row.represented_by], holder)
        if not present:
            raise UnableToSave(f"Représenté par : {holder} n'est pas présent ; inscrivez d'abord cette personne.")
        holder = present[0].name
        if len(_carried(here, holder)) >= assembly.proxies_limit:
            raise UnableToSave(
                f"Représenté par : {holder} porte déjà {plural(assembly.proxies_limit, 'pouvoir')}, le plus que permet cette "
                "assemblée ; "
                "désignez une autre personne."
            )
    row: AssemblyPresence = AssemblyPresence.objects.create(
        community=assembly.community,
        assembly=assembly,
        name=name,
        profession=profession.strip(),
        college=college,
        represented_by=holder,
    )
    journal.write("association", by=by, at=now, chain=assembly.community_id, subject=row, emargement="ajout")
    return row


@turns.act
def remove_presence(presence: AssemblyPresence, *, by: User, now: datetime) -> None:
    """Takes a line off the sheet; a person who carries proxies stays until these are removed."""
    carried = _carried(AssemblyPresence.objects.filter(assembly=presence.assembly_id), presence.name)
    if not presence.represented_by and carried:
        raise UnableToSave(f"{presence.name} porte des pouvoirs : retirez-les d'abord.")
    journal.write("association", by=by, at=now, chain=presence.community_id, subject=presence, emargement="retrait")
    presence.delete()


@turns.act
def record_resolution(
    assembly: Assembly, *, text: str, votes_for: int, votes_against: int, abstentions: int, by: User, now: datetime
) -> Resolution:
    """Writes a vote; it cannot count more voices than people present or represented."""
    _lock(assembly)
    voices = AssemblyPresence.objects.filter(assembly=assembly).count()
    cast = votes_for + votes_against + abstentions
    if cast > voices:
        raise UnableToSave(
            f"Votes : {cast} voix pour {voices} présents ou représentés ; corrigez les votes, ou complétez l'émargement."
        )
    last = Resolution.objects.filter(assembly=assembly).last()
    row: Resolution = Resolution.objects.create(
        community=assembly.community,
        assembly=assembly,
        number=last.number + 1 if last else 1,
        text=text.strip(),
        votes_for=votes_for,
        votes_against=votes_against,
        abstentions=abstentions,
    )
    journal.write("association", by=by, at=now, chain=assembly.community_id, subject=row, resolution=row.number)
    return row


@turns.act
def remove_resolution(resolution: Resolution, *, by: User, now: datetime) -> None:
    """Takes back a vote that was written by mistake."""
    journal.write(
        "association", by=by, at=now, chain=resolution.community_id, subject=resolution, resolution_retiree=resolution.number
    )
    resolution.delete()


def _check_colleges(colleges: list[dict[str, Any]]) -> None:
    names = [college["name"] for college in colleges]
    if not names:
        raise UnableToSave("Collèges : donnez au moins un collège et le nombre de personnes convoquées.")
    if len({folded(name) for name in names}) < len(names):
        raise UnableToSave("Collèges : deux collèges portent le même nom ; donnez-leur des noms différents.")


def _named(rows: Iterable[AssemblyPresence], name: str) -> list[AssemblyPresence]:
    """The lines of one person: case, accents, hyphens and spaces do not make two people, on either database."""
    return [row for row in rows if folded(row.name) == folded(name)]


def _carried(rows: Iterable[AssemblyPresence], holder: str) -> list[AssemblyPresence]:
    """The proxies that somebody carries."""
    return [row for row in rows if folded(row.represented_by) == folded(holder)]


def _lock(assembly: Assembly) -> None:
    """Two people who fill the same sheet take their turn."""
    Assembly.objects.select_for_update().get(pk=assembly.pk)
