"""The people whom the archive of a CPTS names, matched with those of this instance, who keep what is theirs."""

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from maillage.accounts.models import User
from maillage.kernel.names import deceiving_sign
from maillage.results.cpts.export import PEOPLE
from maillage.results.instance.archive import Archive
from maillage.results.instance.tables import Wrong

_KEYS = {"id": str, "nom": str, "adresse": str, "fictif": bool, "effacee": bool}


def people(found: Archive) -> tuple[Mapping[UUID, UUID], int]:
    """Key in the archive -> key here, and how many were created.

    A person is known by their address, an agent by what an earlier import left; the others are created, without password.
    """
    known, addresses, created = dict[UUID, UUID](), set[str](), 0
    for line in found.lines(PEOPLE):
        said = _checked(line)
        given, address = UUID(said["id"]), said["adresse"].strip().lower()
        if given in known or (address and address in addresses):
            raise Wrong(f"« {said['adresse'] or said['nom']} » y est deux fois")
        known_here = User.objects.filter(email__iexact=address) if address else User.objects.filter(pk=given, is_active=False)
        here = known_here.first()
        if here is None:
            here = _create(given, address, said["nom"], fictif=said["fictif"], erased=said["effacee"])
            created += 1
        known[given] = here.pk
        addresses.add(address)
    return known, created


def impostor(key: UUID, known: Mapping[UUID, UUID]) -> bool:
    """Whether an entry of the journal of the archive would be read here as the act of somebody else, who signs in here."""
    return known.get(key) != key and User.objects.filter(pk=key, is_active=True).exists()


def _checked(line: str) -> dict[str, Any]:
    """What the archive says of a person, each value of its type; Wrong otherwise."""
    try:
        said = json.loads(line)
    except (ValueError, RecursionError):
        said = None
    if (
        not isinstance(said, dict)
        or said.keys() != _KEYS.keys()
        or any(type(said[key]) is not kind for key, kind in _KEYS.items())
    ):
        raise Wrong("une ligne des personnes ne se lit pas")
    try:
        UUID(said["id"])
        if said["adresse"]:
            validate_email(said["adresse"])
    except (ValueError, ValidationError):
        raise Wrong("une personne n'a pas un identifiant ou une adresse qui se lit") from None
    if len(said["nom"]) > 120 or len(said["adresse"]) > 254 or deceiving_sign(said["nom"]):
        raise Wrong("le nom ou l'adresse d'une personne dépasse sa longueur, ou contient un signe invisible")
    return said


def _create(given: UUID, address: str, name: str, *, fictif: bool, erased: bool) -> User:
    key = uuid4() if User.objects.filter(pk=given).exists() else given
    person = User(pk=key, name=name, is_fictif=fictif, email=address or f"{key.hex}@supprime.invalid", is_active=bool(address))
    person.erased_at = person.date_joined if erased else None
    person.set_unusable_password()
    person.save(force_insert=True)
    if address:
        EmailAddress.objects.create(user=person, email=address, primary=True, verified=False)
    return person
