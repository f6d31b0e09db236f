"""Who signed: each party for itself, or one for all with the signed paper; a mistake is withdrawn, what another recorded is
contested. No row is ever erased."""

from collections.abc import Mapping
from datetime import date, datetime

from maillage.accounts import journal, turns
from maillage.accounts.models import User
from maillage.accounts.refusals import UnableToSave
from maillage.community.contract import selectors
from maillage.community.contract.actions import copies
from maillage.community.contract.models import Contract, ContractMission, Signature, SignatureObjection, Termination
from maillage.community.filing.actions import Voice, spoken
from maillage.community.library.models import File


@turns.act
def sign(
    contract: Contract,
    *,
    name: str,
    signed_on: date,
    by: User,
    now: datetime,
    today: date,
    voice: Voice | None = None,
) -> Signature:
    """A party records its own signature, the CPTS without `voice`; an institution signs what it read, the last copy."""
    row, party = _ready(contract), Signature.Party(voice.kind) if voice else Signature.Party.CPTS
    if voice and (copy := selectors.last_copy(row)) and copy.source != copies.source_of(row):
        raise UnableToSave(
            f"Le texte a changé depuis la copie du {copy.sent_on:%d/%m/%Y} que vous lisez : demandez à la CPTS de le transmettre à "
            "nouveau, puis signez."
        )
    return _record(row, party, name, signed_on, side=party, voice=voice, scan=None, by=by, now=now, today=today)


@turns.act
def sign_for_all(
    contract: Contract,
    *,
    side: Signature.Party,
    given: Mapping[Signature.Party, tuple[str, date]],
    scan: File,
    by: User,
    now: datetime,
    today: date,
    voice: Voice | None = None,
) -> None:
    """One party records every signature still awaited (name and day of each), from the signed paper that it joins."""
    row = _ready(contract)
    awaited = {party for party in Signature.Party if party not in selectors.signatures(row)}
    if given.keys() != awaited:
        raise UnableToSave("Les signatures attendues ont changé pendant que vous écriviez : rechargez la page.")
    if scan.removed_at:
        raise UnableToSave(f"« {scan} » n'est plus dans les documents de la CPTS : ajoutez-le à nouveau.")
    for party, (name, signed_on) in given.items():
        _record(row, party, name, signed_on, side=side, voice=voice, scan=scan, by=by, now=now, today=today)


@turns.act
def object_to(
    signature: Signature, *, side: Signature.Party, reason: str, by: User, now: datetime, voice: Voice | None = None
) -> SignatureObjection:
    """The party that recorded a signature withdraws it; the party in whose name another recorded it contests it."""
    deed = Contract.objects.select_for_update().get(pk=signature.contract_id)
    if not reason.strip():
        raise UnableToSave("Motif : dites pourquoi cette signature ne compte pas.")
    if SignatureObjection.objects.filter(signature=signature).exists():
        raise UnableToSave("Cette signature est déjà retirée ou contestée : rechargez la page.")
    if side not in (signature.side, signature.party):
        raise UnableToSave("Cette signature est celle d'une autre partie : c'est à elle de la contester.")
    kind = SignatureObjection.Kind.RETRAIT if side == signature.side else SignatureObjection.Kind.CONTESTATION
    _nothing_rests_on(deed, kind, side)
    row: SignatureObjection = SignatureObjection.objects.create(
        community=signature.community,
        signature=signature,
        kind=kind,
        side=side,
        institution_name=voice.name if voice else "",
        reason=reason.strip(),
        by=by,
        at=now,
    )
    told = "signature_retiree" if kind == SignatureObjection.Kind.RETRAIT else "signature_contestee"
    journal.write(
        "contrat", by=by, at=now, chain=deed.community_id, subject=signature, **{told: signature.party}, **spoken(voice)
    )
    return row


def last_one(deed: Contract, *, term_only: bool = False) -> None:
    """Refused when another deed rests on this one, or on its whole term."""
    later = selectors.kept().filter(community=deed.community_id, term__gt=deed.term)
    if not term_only:
        later = later | selectors.kept().filter(community=deed.community_id, term=deed.term, number__gt=deed.number)
    if after := later.first():
        raise UnableToSave(f"{after} : cet acte repose sur celui-ci. Abandonnez-le d'abord, s'il n'est pas signé.")


def _ready(contract: Contract) -> Contract:
    """The deed, locked; refused without a mission, or while the deed before it waits for a signature."""
    row: Contract = Contract.objects.select_for_update().get(pk=contract.pk)
    if row.given_up_at:
        raise UnableToSave(f"{row} : cet acte est abandonné, il ne se signe plus.")
    if not ContractMission.objects.filter(contract=row).exists():
        raise UnableToSave("Le contrat ne dit encore aucune mission : ajoutez celles que la CPTS mènera, puis signez.")
    before = selectors.before(row)
    if before and not before.signed_on:
        raise UnableToSave(f"{before} : une signature y manque ou y est contestée. Elle se règle avant de signer la suite.")
    return row


def _record(
    contract: Contract,
    party: Signature.Party,
    name: str,
    signed_on: date,
    *,
    side: Signature.Party,
    voice: Voice | None,
    scan: File | None,
    by: User,
    now: datetime,
    today: date,
) -> Signature:
    if signed_on > today:
        raise UnableToSave(f"Date : une signature ne peut pas être datée de l'avenir ({signed_on:%d/%m/%Y}).")
    if known := selectors.signatures(contract).get(party):
        raise UnableToSave(
            f"« {party.label} » a déjà signé le {known.signed_on:%d/%m/%Y} : cette signature se retire ou se conteste pour la corriger."
        )
    row: Signature = Signature.objects.create(
        community=contract.community,
        contract=contract,
        party=party,
        name=name.strip(),
        signed_on=signed_on,
        side=side,
        institution_name=voice.name if voice else "",
        scan=scan,
        recorded_by=by,
        recorded_at=now,
    )
    journal.write(
        "contrat",
        by=by,
        at=now,
        chain=contract.community_id,
        subject=row,
        signature=party,
        le=signed_on.isoformat(),
        **spoken(voice),
    )
    return row


def _nothing_rests_on(deed: Contract, kind: SignatureObjection.Kind, side: Signature.Party) -> None:
    """Withdrawn: no later deed, no termination. Contested: only what the same party signed itself after it stands in the way, else
    whoever records first could never be contradicted."""
    if kind == SignatureObjection.Kind.CONTESTATION:
        later = Signature.objects.filter(contract__community=deed.community_id, contract__given_up_at=None, objections=None)
        later = later.filter(party=side, side=side, contract__term=deed.term, contract__number__gt=deed.number)
        if after := later.first():
            raise UnableToSave(f"Vous avez signé {after.contract} qui repose sur cet acte : retirez d'abord cette signature.")
        return
    last_one(deed)
    if Termination.objects.filter(contract__term=deed.term, community=deed.community_id).exists():
        raise UnableToSave("Ce contrat est résilié : retirez d'abord la résiliation si elle a été enregistrée par erreur.")
