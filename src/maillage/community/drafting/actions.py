"""Writes sections, presences and comments."""

from datetime import datetime, timedelta

from maillage.accounts import journal, turns
from maillage.accounts.models import User
from maillage.accounts.refusals import Stale, UnableToSave
from maillage.community.communities.models import Community, Walled
from maillage.community.drafting.models import Comment, Presence, Remark, Section, SectionVersion, TextKind

MAX_BODY = 60_000
"""Characters of a section: some thirty pages."""
FORGOTTEN_AFTER = timedelta(seconds=50)
"""A page open tells itself every 20 seconds: two signs missed, and the person has left."""


class SectionStale(Stale):
    """Somebody saved other words meanwhile; `section` holds them, the caller still holds the person's own."""

    def __init__(self, section: Section) -> None:
        super().__init__(
            f"{section.updated_by} a enregistré une autre version de ce texte pendant que vous écriviez. "
            "La vôtre est conservée ci-dessous : reprenez ce qui manque, puis enregistrez à nouveau."
        )
        self.section = section


def section(community: Community, *, text: TextKind, key: str) -> Section:
    """The row of a section, made empty the first time it is asked for."""
    row: Section = Section.objects.get_or_create(community=community, text=text, key=key)[0]
    return row


@turns.act
def save_section(
    community: Community, *, text: TextKind, key: str, body: str, version: int, by: User, now: datetime
) -> Section:
    """New words over version `version`. SectionStale when it is no longer the present one; saving the same words does nothing."""
    body = body.replace("\r\n", "\n").strip()
    if len(body) > MAX_BODY:
        raise UnableToSave(
            f"Ce texte compte {len(body)} caractères ; une section en garde {MAX_BODY} au plus : répartissez-le."
        )
    row = section(community, text=text, key=key)
    leave(row, person=by)
    if row.body == body:
        return row
    done = Section.objects.filter(pk=row.pk, version=version).update(
        body=body, version=version + 1, updated_at=now, updated_by=by
    )
    row.refresh_from_db()
    if not done:
        raise SectionStale(row)
    SectionVersion.objects.create(community=community, section=row, number=row.version, body=body, at=now, by=by)
    journal.write(
        "section_enregistree", by=by, at=now, chain=community.pk, subject=row, texte=text, section=key, version=row.version
    )
    return row


def show_presence(row: Section, *, person: User, now: datetime) -> list[User]:
    """Says that a person has the section open; the others who have, by name."""
    Presence.objects.update_or_create(community=row.community, section=row, person=person, defaults={"seen_at": now})
    Presence.objects.filter(section=row, seen_at__lt=now - FORGOTTEN_AFTER).delete()
    others = Presence.objects.filter(section=row).exclude(person=person).select_related("person")
    return [presence.person for presence in others.order_by("person__name")]


def leave(row: Section, *, person: User) -> None:
    """Says that a person has the section open no more: they saved, or went back to reading."""
    Presence.objects.filter(section=row, person=person).delete()


def comment(row: Section, *, body: str, by: User, now: datetime) -> Comment:
    """A remark on a section."""
    made = Comment(section=row)
    say(made, about=row, body=body, by=by, now=now)
    return made


@turns.act
def say(remark: Remark, *, about: Walled, body: str, by: User, now: datetime) -> None:
    """Writes a new remark of any kind; refused when empty or longer than a page."""
    remark.community, remark.body, remark.at, remark.by = about.community, body.strip(), now, by
    if not remark.body or len(remark.body) > 3_000:
        raise UnableToSave("Écrivez un commentaire de 3 000 caractères au plus.")
    remark.save(force_insert=True)
    journal.write("commentaire", by=by, at=now, chain=about.community_id, subject=about)


@turns.act
def settle(remark: Remark, *, by: User, now: datetime) -> None:
    """Closes a remark; it stays readable."""
    type(remark)._default_manager.filter(pk=remark.pk, settled_at=None).update(settled_at=now, settled_by=by)
