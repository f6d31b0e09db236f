"""What a family says of its sections, and the list of them with what is written."""

from collections.abc import Sequence
from dataclasses import dataclass

from maillage.community.communities.models import Community
from maillage.community.drafting import selectors
from maillage.community.drafting.models import Section, TextKind


@dataclass(frozen=True, slots=True)
class Link:
    """Where to go next."""

    label: str
    href: str


@dataclass(frozen=True, slots=True)
class Frame:
    """One section as its family presents it. `home` is the address of the whole text, with its final slash."""

    text: TextKind
    key: str
    title: str
    home: str
    home_label: str
    place: str = ""
    """« Section 2 sur 7 »."""
    help: str = ""
    """What to write here, in Markdown."""
    proposal: str = ""
    """What the product already knows, in Markdown: the person may insert it, then change it."""
    proposal_source: str = ""
    """Where the proposal comes from, with its vintage."""
    before: Link | None = None
    after: Link | None = None
    is_optional: bool = False

    @property
    def address(self) -> str:
        return f"{self.home}{self.key}/"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the summary of a text."""

    frame: Frame
    section: Section | None
    open_comments: int

    @property
    def is_written(self) -> bool:
        return bool(self.section and self.section.body)

    @property
    def is_missing(self) -> bool:
        """Awaited, and still empty."""
        return not (self.is_written or self.frame.is_optional)


def summary(community: Community, frames: Sequence[Frame]) -> list[Row]:
    """The sections of one text in their order, each with what is written and what is said of it."""
    if not frames:
        return []
    written = selectors.sections(community, frames[0].text)
    rows = ((frame, written.get(frame.key)) for frame in frames)
    return [Row(frame, row, getattr(row, "open_comments", 0)) for frame, row in rows]


def around(keys: Sequence[tuple[str, str]], key: str, home: str) -> tuple[str, Link | None, Link | None]:
    """« Section 2 sur 7 » and the sections before and after, from pairs of key and title in their order."""
    place = [one for one, _ in keys].index(key)
    links = [Link(title, f"{home}{one}/") for one, title in keys]
    before = links[place - 1] if place else None
    after = links[place + 1] if place + 1 < len(links) else None
    return f"Section {place + 1} sur {len(keys)}", before, after
