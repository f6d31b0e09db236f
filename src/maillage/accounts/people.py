"""Writes about a person: their name, their open sessions, their erasure."""

from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction

from maillage.accounts import journal
from maillage.accounts.models import MailChoice, SpaceVisit, User
from maillage.accounts.refusals import UnableToSave
from maillage.kernel.names import one_line


@transaction.atomic
def person_at(address: str, *, name: str) -> User:
    """The person who signs in with an address that the host of the instance vouches for; made, without password, if nobody."""
    email = address.strip().lower()
    person = User.objects.filter(email=email).first()
    if person is None:
        person = User.objects.create_user(email, name=name.strip() or email)
        EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)
    return person


@transaction.atomic
def drop_factors(person: User, *, now: datetime) -> int:
    """Removes the second factors of a person who lost them, and signs them out everywhere; returns how many."""
    for session in UserSession.objects.filter(user=person):
        session.end()
    factors = Authenticator.objects.filter(user=person).exclude(type=Authenticator.Type.RECOVERY_CODES).count()
    Authenticator.objects.filter(user=person).delete()
    journal.write("second_facteur_retire", by=None, at=now, subject=person, facteur="tous, par l'hébergeur")
    return factors


def rename(person: User, *, name: str) -> None:
    """How the others see the person from now on, in what they already wrote too."""
    given = one_line(name)
    if not given or len(given) > 120:
        raise UnableToSave("Prénom et nom : donnez entre 1 et 120 caractères.")
    person.name = given
    person.save(update_fields=["name"])


def sessions(person: User) -> list[UserSession]:
    """Browsers where the person is signed in, newest first; those that ended are forgotten on the way."""
    return sorted(UserSession.objects.purge_and_list(person), key=lambda session: session.created_at, reverse=True)


@transaction.atomic
def close_sessions(closing: list[UserSession], *, by: User, now: datetime) -> None:
    """Signs these browsers out; their next request is anonymous."""
    for session in closing:
        session.end()
        journal.write("session_fermee", by=by, at=now)


@transaction.atomic
def erase(person: User, *, now: datetime) -> None:
    """Removes the name, the address and every way to sign in; the row stays, for what it signed. Roles are ended before."""
    for session in UserSession.objects.filter(user=person):
        session.end()
    EmailAddress.objects.filter(user=person).delete()
    Authenticator.objects.filter(user=person).delete()
    MailChoice.objects.filter(person=person).delete()
    SpaceVisit.objects.filter(person=person).delete()
    person.name, person.email = "", f"{person.pk.hex}@supprime.invalid"
    person.is_active, person.erased_at = False, now
    person.set_unusable_password()
    person.save()
    journal.write("personne_effacee", by=person, at=now, subject=person)
