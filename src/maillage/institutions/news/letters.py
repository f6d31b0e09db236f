"""The words of a mail of news: who, what kind of act, where to read it; never what a file, an opinion or a piece says."""

from collections.abc import Sequence
from dataclasses import dataclass

from maillage.accounts.links import absolute
from maillage.community.communities.models import Community
from maillage.community.outbox import links
from maillage.community.outbox.models import MessageKind
from maillage.institutions.news.readers import Reader
from maillage.institutions.news.telling import Line
from maillage.kernel.french import join, plural

Told = tuple[Line, Reader]
CHOICES = "/compte/courriels/"


@dataclass(frozen=True, slots=True)
class Letter:
    """`community` is none when it tells of several."""

    kind: MessageKind
    subject: str
    body: str
    community: Community | None


def letter(told: Sequence[Told]) -> Letter:
    """Of one line or many, for one address, oldest first."""
    about = {line.community.pk: line.community for line, _ in told}
    only = next(iter(about.values())) if len(about) == 1 else None
    kind = MessageKind.TRANSACTIONNEL if any(line.kind.is_legal for line, _ in told) else MessageKind.INFORMATION
    what = told[0][0].kind.title if len(told) == 1 else plural(len(told), "nouveauté")
    lines = [f"- {reader.news.sentence}\n  {absolute(reader.news.path)}" for _, reader in told]
    body = "\n\n".join(["Bonjour,", *lines, _foot(told, kind)]) + "\n"
    return Letter(kind, f"{only.name if only else 'Maillage'} : {what}", body, only)


def _foot(told: Sequence[Told], kind: MessageKind) -> str:
    """Why this mail came, and how to change it."""
    reader = told[0][1]
    spaces = join(sorted({f"« {one.space} »" for _, one in told}))
    if reader.person is None:
        said = f"Ce message est écrit à l'adresse de {spaces}."
    else:
        said = (
            f"Vous recevez ce message pour votre rôle dans {spaces}.\n"
            f"Tout de suite, une fois par jour ou jamais, choisissez : {absolute(CHOICES)}"
        )
    if kind == MessageKind.INFORMATION:
        said += f"\nNe plus recevoir ces nouvelles : {absolute(links.unsubscribe_path(reader.address))}"
    return said
