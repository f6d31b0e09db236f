"""What ends a contract before its term; a mistake is taken back, and the journal keeps both."""

from datetime import date, datetime

from maillage.accounts import journal, turns
from maillage.accounts.models import User
from maillage.accounts.refusals import UnableToSave
from maillage.community.contract.actions.signing import last_one
from maillage.community.contract.models import Contract, Termination


@turns.act
def terminate(
    contract: Contract,
    *,
    party: Termination.Party,
    notified_on: date,
    last_day: date,
    reason: str,
    until: date,
    by: User,
    now: datetime,
    today: date,
) -> Termination:
    """Records that a signed contract ends before the day `until`, its last; `contract` is the contract itself."""
    Contract.objects.select_for_update().get(pk=contract.pk)
    if not contract.signed_on:
        raise UnableToSave("Le contrat n'est pas signé des trois parties : il n'y a rien à résilier.")
    if notified_on > today:
        raise UnableToSave(f"Notifiée le : le {notified_on:%d/%m/%Y} n'est pas encore passé.")
    if not notified_on <= last_day < until or last_day < contract.since:
        raise UnableToSave(
            f"Dernier jour : le {last_day:%d/%m/%Y} n'est pas possible ; donnez un jour du {max(notified_on, contract.since):%d/%m/%Y} "
            f"à la veille du terme ({until:%d/%m/%Y})."
        )
    if known := Termination.objects.filter(contract=contract).first():
        raise UnableToSave(
            f"Ce contrat est déjà résilié au {known.last_day:%d/%m/%Y} : retirez cette résiliation pour la corriger."
        )
    row: Termination = Termination.objects.create(
        community=contract.community,
        contract=contract,
        party=party,
        notified_on=notified_on,
        last_day=last_day,
        reason=reason.strip(),
        recorded_by=by,
        recorded_at=now,
    )
    journal.write(
        "contrat", by=by, at=now, chain=contract.community_id, subject=row, resiliation=party, dernier_jour=last_day.isoformat()
    )
    return row


@turns.act
def remove_termination(termination: Termination, *, by: User, now: datetime) -> None:
    """Takes back a termination recorded by mistake, while no contract followed."""
    last_one(termination.contract, term_only=True)
    journal.write(
        "contrat", by=by, at=now, chain=termination.community_id, subject=termination, resiliation_retiree=termination.party
    )
    termination.delete()
