"""What the dates and the decisions of a file must respect, whoever writes them: the only place where it is said."""

from datetime import date

from maillage.accounts.refusals import UnableToSave
from maillage.community.filing.models import Decision, Receipt, Transmission, TransmissionKind
from maillage.community.filing.states import Standing, State

AGENCY = "ars"
"""Kind of the only institution that receives a health project and may oppose it (CSP, art. L1434-12)."""


def check_sent_on(sent_on: date, today: date) -> None:
    """A copy leaves on the day it is frozen: before, it did not exist."""
    if sent_on > today:
        raise UnableToSave(
            f"Jour de l'envoi : le {sent_on:%d/%m/%Y} n'est pas encore passé ; la copie est figée le jour où elle part."
        )
    if sent_on < today:
        raise UnableToSave(
            f"Jour de l'envoi : le {sent_on:%d/%m/%Y} précède le jour où la copie est figée ({today:%d/%m/%Y}) ; "
            "donnez ce jour, et envoyez la copie après l'avoir figée."
        )


def check_received_on(received_on: date, sent: Transmission, today: date) -> None:
    """From the sending to the present day."""
    if received_on < sent.sent_on:
        raise UnableToSave(
            f"La réception ({received_on:%d/%m/%Y}) ne peut pas précéder l'envoi ({sent.sent_on:%d/%m/%Y}) : vérifiez la date."
        )
    if received_on > today:
        raise UnableToSave(f"La réception ne peut pas être datée de l'avenir ({received_on:%d/%m/%Y}).")


def check_open(found: Standing) -> None:
    """Nothing is dated any more on a file that had its answer."""
    if found.state in (State.RETIRE, State.REPONDU, State.VALIDE, State.OPPOSITION):
        raise UnableToSave("Ce dossier a déjà reçu sa suite, ou a été retiré : sa réception ne se date plus.")


def check_declared(found: Standing, reference: str, proofs: int) -> None:
    """The CPTS declares a receipt once, with its proof."""
    if found.receipt:
        raise UnableToSave(
            f"La réception est déjà datée du {found.receipt.received_on:%d/%m/%Y} : le délai court depuis, il ne se déplace pas."
        )
    if not reference.strip():
        raise UnableToSave("Donnez la référence de l'accusé de réception postal ou du récépissé de remise.")
    if not proofs:
        raise UnableToSave(
            "Joignez l'accusé de réception ou le récépissé, numérisé ou photographié : sans lui, la date ne prouve rien."
        )


def check_agency(found: Standing, kind: str) -> None:
    """The agency dates or contests once, in its delay; any funder may date the receipt of a letter or of a contact."""
    receipt = found.receipt
    if found.transmission.kind == TransmissionKind.PROJET and kind != AGENCY:
        raise UnableToSave(
            "C'est à l'agence régionale de santé de dater la réception d'un projet : elle seule peut s'y opposer."
        )
    if receipt and receipt.source == Receipt.Source.AGENCE:
        raise UnableToSave(
            f"La réception est déjà datée du {receipt.received_on:%d/%m/%Y} par {receipt.institution_name} : "
            "le délai court depuis, il ne se déplace pas."
        )
    if receipt and found.is_firm:
        raise UnableToSave(
            f"La réception du {receipt.received_on:%d/%m/%Y} vous a été signalée, et pouvait être contestée jusqu'au "
            f"{found.contest_until:%d/%m/%Y} : elle fait foi depuis."
        )


def check_piece(due_on: date | None, body: str, today: date) -> None:
    """A piece is described, and asked for a day to come."""
    if not body.strip():
        raise UnableToSave("Dites quelle pièce vous demandez, et pourquoi.")
    if due_on and due_on < today:
        raise UnableToSave(f"À fournir le : le {due_on:%d/%m/%Y} est déjà passé ; donnez un jour à venir, ou aucun.")


def check_decision(found: Standing, kind: str, decided_on: date, ground: str, reasons: str, today: date) -> None:
    """One decision a file, of the kind that it expects, between its receipt and the present day."""
    sent = found.transmission
    if found.decision or sent.withdrawn_on:
        raise UnableToSave("Ce dossier a déjà reçu sa suite, ou a été retiré : aucune décision ne s'y ajoute.")
    project = sent.kind == TransmissionKind.PROJET
    if kind not in ((Decision.Kind.VALIDATION, Decision.Kind.OPPOSITION) if project else (Decision.Kind.REPONSE,)):
        raise UnableToSave(f"« {sent} » n'attend pas cette décision.")
    if decided_on > today:
        raise UnableToSave(f"La décision ne peut pas être datée de l'avenir ({decided_on:%d/%m/%Y}).")
    if decided_on < sent.sent_on:
        raise UnableToSave(f"La décision ({decided_on:%d/%m/%Y}) ne peut pas précéder l'envoi ({sent.sent_on:%d/%m/%Y}).")
    if project:
        _check_project(found, decided_on)
    if kind == Decision.Kind.REPONSE and not reasons.strip():
        raise UnableToSave("Écrivez la réponse : c'est elle que la CPTS lira.")
    if kind == Decision.Kind.OPPOSITION and (ground not in Decision.Ground.values or not reasons.strip()):
        raise UnableToSave(
            "Une opposition n'a que deux motifs possibles (objectifs du projet régional de santé, pertinence du territoire) : "
            "choisissez-en un et motivez-la."
        )


def _check_project(found: Standing, decided_on: date) -> None:
    """Within the two months, when they rest on a date that the agency gave or let stand; a date that it may still contest
    closes nothing against it."""
    receipt, clock = found.receipt, found.clock
    if receipt is None or clock is None:
        raise UnableToSave("Datez d'abord la réception du projet : le délai de deux mois court depuis ce jour.")
    if receipt.source == Receipt.Source.AGENCE and decided_on < receipt.received_on:
        raise UnableToSave(
            f"La décision ({decided_on:%d/%m/%Y}) ne peut pas précéder la réception ({receipt.received_on:%d/%m/%Y})."
        )
    if found.state is State.REPUTE_VALIDE or (found.is_firm and clock.is_over(decided_on)):
        raise UnableToSave(
            f"Le délai s'est achevé le {clock.end:%d/%m/%Y} : le projet est réputé validé depuis ce jour "
            "(CSP, art. L1434-12). Aucune décision postérieure ne peut le changer."
        )
