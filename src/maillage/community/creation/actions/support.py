"""Writes the support granted before the contract, and the early coordinator."""

from datetime import date, datetime

from django.utils import timezone

from maillage.accounts import journal, lines, turns
from maillage.accounts.models import User
from maillage.accounts.refusals import Stale, UnableToSave
from maillage.community.communities.models import Community
from maillage.community.creation.actions.contesting import recorded_here
from maillage.community.creation.models import EarlyCoordinator, Support
from maillage.community.filing.actions import Voice, spoken
from maillage.community.filing.models import Transmission

MAX_AMOUNT = 100_000_000_00
"""Cents: above, a comma was surely forgotten."""


@turns.act
def record_support(
    community: Community,
    *,
    institution_name: str,
    amount: int,
    purpose: str,
    since: date,
    until: date,
    decided_on: date,
    by: User,
    now: datetime,
    reference: str = "",
    transmission: Transmission | None = None,
    voice: Voice | None = None,
) -> Support:
    """What an answer grants: `amount` in cents, for a purpose, over a period (both days included); `voice` when the institution
    records it itself."""
    if not 0 < amount <= MAX_AMOUNT:
        raise UnableToSave("Montant : donnez une somme en euros, plus grande que zéro et inférieure à 100 millions.")
    if until < since:
        raise UnableToSave(f"La période finit ({until:%d/%m/%Y}) avant de commencer ({since:%d/%m/%Y}) : vérifiez les dates.")
    if decided_on > timezone.localdate(now):
        raise UnableToSave(f"Décidé le : une décision ne peut pas être datée de l'avenir ({decided_on:%d/%m/%Y}).")
    if transmission and decided_on < transmission.sent_on:
        raise UnableToSave(
            f"Décidé le : le {decided_on:%d/%m/%Y} précède l'envoi auquel ce soutien répond ({transmission.sent_on:%d/%m/%Y})."
        )
    if not purpose.strip() or not institution_name.strip():
        raise UnableToSave("Dites qui accorde ce soutien, et pour quel objet.")
    made: Support = Support.objects.create(
        community=community,
        institution_name=institution_name.strip(),
        amount=amount,
        purpose=purpose.strip(),
        since=since,
        until=until,
        decided_on=decided_on,
        reference=reference.strip(),
        transmission=transmission,
        by_institution=voice is not None,
        recorded_at=now,
        recorded_by=by,
    )
    journal.write("soutien", by=by, at=now, chain=community.pk, subject=made, centimes=amount, **spoken(voice))
    return made


@turns.act
def withdraw_support(given: Support, *, by: User, now: datetime, voice: Voice | None = None) -> None:
    """Its recorder takes a support out of the sums, because it was an error; the row stays."""
    if not recorded_here(given.institution_name if given.by_institution else "", voice):
        who = given.institution_name if given.by_institution else "La CPTS"
        raise UnableToSave(f"{who} a enregistré ce soutien : contestez-le avec son motif, il ne se retire pas d'ici.")
    if not Support.objects.filter(pk=given.pk, withdrawn_at=None).update(withdrawn_at=now):
        raise UnableToSave("Ce soutien est déjà retiré : rechargez la page.")
    journal.write("soutien", by=by, at=now, chain=given.community_id, subject=given, retire=True, **spoken(voice))


@turns.act
def save_coordinator(
    community: Community,
    *,
    starts_on: date,
    ends_on: date,
    share: int,
    employer: str,
    objectives: str,
    project_due_on: date,
    contract_due_on: date,
    version: int,
    by: User,
    now: datetime,
) -> EarlyCoordinator:
    """The early coordinator, made when `version` is 0; Stale when somebody changed it since `version`."""
    if not starts_on <= project_due_on <= contract_due_on:
        raise UnableToSave(
            "Les dates se suivent : prise de poste, puis dépôt du projet de santé, puis signature du contrat. Vérifiez-les."
        )
    if ends_on < starts_on:
        raise UnableToSave(f"Le financement finit ({ends_on:%d/%m/%Y}) avant la prise de poste ({starts_on:%d/%m/%Y}).")
    if not 1 <= share <= 100:
        raise UnableToSave("Temps de travail : donnez un pourcentage d'un temps plein, entre 1 et 100.")
    fields = {
        "starts_on": starts_on,
        "ends_on": ends_on,
        "share": share,
        "employer": employer.strip(),
        "objectives": objectives.strip(),
        "project_due_on": project_due_on,
        "contract_due_on": contract_due_on,
        "updated_at": now,
        "updated_by": by,
    }
    made: EarlyCoordinator | None
    if version == 0 and not EarlyCoordinator.objects.filter(community=community).exists():
        made = EarlyCoordinator.objects.create(community=community, **fields)
    elif EarlyCoordinator.objects.filter(community=community, version=version).update(
        **lines.straight(EarlyCoordinator, fields), version=version + 1
    ):
        made = EarlyCoordinator.objects.get(community=community)
    else:
        raise Stale
    journal.write("soutien", by=by, at=now, chain=community.pk, subject=made, coordinateur=True)
    return made
