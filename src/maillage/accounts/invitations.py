"""What an invitation to a CPTS and one to an institution share: the signed link, its mail, its limits, the account it opens.

The link says where the invitation is kept; whether it may still be used is asked of its row.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from allauth.account.models import EmailAddress
from django.core import signing
from django.core.mail import send_mail
from django.db import IntegrityError, transaction
from django.utils import timezone

from maillage.accounts.links import absolute
from maillage.accounts.models import Invitation, User
from maillage.accounts.roles import ROLES

DAYS = 14
"""Days during which a link can be used."""
_SALT = "maillage.invitation"


class InvitationRefused(ValueError):
    """The invitation cannot be used; the message is a French sentence that says what to do."""


@dataclass(frozen=True, slots=True)
class Link:
    """What a signed link says: the kind of space (`roles.CPTS` or `roles.INSTITUTION`), the space, the invitation."""

    space: str
    space_id: UUID
    invitation_id: UUID


def token(link: Link) -> str:
    """The signed text of a link; nobody makes one without the secret key of the instance."""
    return signing.dumps([link.space, link.space_id.hex, link.invitation_id.hex], salt=_SALT)


def read(text: str) -> Link:
    """The link of a signed text; InvitationRefused when it was cut, altered or forged."""
    try:
        space, space_id, invitation_id = signing.loads(text, salt=_SALT)
        return Link(space, UUID(hex=space_id), UUID(hex=invitation_id))
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise InvitationRefused(
            "Ce lien d'invitation est incomplet ou altéré : ouvrez-le depuis le courriel, ou demandez-en un nouveau."
        ) from error


def expiry(now: datetime) -> datetime:
    """When an invitation made now stops to open anything."""
    return now + timedelta(days=DAYS)


def check(invitation: Invitation, *, now: datetime) -> None:
    """Passes when the invitation may be used; each refusal has its own sentence."""
    if invitation.withdrawn_at:
        raise InvitationRefused("Cette invitation a été retirée : demandez-en une nouvelle à la personne qui vous a invité.")
    if invitation.accepted_at:
        raise InvitationRefused("Cette invitation a déjà servi : connectez-vous, votre espace est dans « Mon espace ».")
    if now >= invitation.expires_at:
        day = timezone.localdate(invitation.expires_at)
        raise InvitationRefused(
            f"Cette invitation a expiré le {day:%d/%m/%Y} : demandez-en une nouvelle à la personne qui vous a invité."
        )


def check_person(invitation: Invitation, person: User) -> None:
    """An invitation serves the person of its address only."""
    if person.email != invitation.email:
        raise InvitationRefused(
            f"Cette invitation est pour {invitation.email}, et vous êtes connecté avec {person.email} : "
            "déconnectez-vous, puis ouvrez le lien à nouveau ; ou demandez une invitation à votre adresse."
        )


def send(invitation: Invitation, *, link: Link, space: str, by: User) -> None:
    """The mail that carries the link."""
    until = timezone.localdate(invitation.expires_at)
    send_mail(
        f"Invitation : {space}",
        f"Bonjour,\n\n{by} vous invite à rejoindre « {space} » sur Maillage, avec le rôle : {ROLES[invitation.role].label}.\n\n"
        f"Pour accepter, ouvrez ce lien avant le {until:%d/%m/%Y} :\n{absolute(f'/compte/invitation/{token(link)}/')}\n\n"
        "Ce lien est personnel et ne sert qu'une fois. Si cette invitation ne vous dit rien, ignorez ce message.\n",
        None,
        [invitation.email],
    )


def person_invited(invitation: Invitation) -> User | None:
    """The person who already signs in with the address of the invitation."""
    return User.objects.filter(email__iexact=invitation.email).first()


@transaction.atomic
def open_account(invitation: Invitation, *, name: str, password: str) -> User:
    """An account for the address of the invitation, verified since the link came through it; the form checked the password."""
    person = User(email=invitation.email, name=name.strip())
    person.set_password(password)
    try:
        with transaction.atomic():
            person.save()
    except IntegrityError:
        # sent twice: the first one made the account
        raise InvitationRefused("Cette invitation vient de servir : connectez-vous avec le mot de passe choisi.") from None
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person
