"""Writes contracts and avenants: one transaction each, and its line in the journal; each refusal is a sentence."""

from maillage.community.contract.actions.completing import complete_amounts, complete_annex, refuse_completion
from maillage.community.contract.actions.copies import transmit
from maillage.community.contract.actions.deeds import give_up, prepare_amendment, prepare_renewal
from maillage.community.contract.actions.ending import remove_termination, terminate
from maillage.community.contract.actions.meeting import record_meeting
from maillage.community.contract.actions.payments import PaymentKey, Said, last_told, tell_payments
from maillage.community.contract.actions.signing import object_to, sign, sign_for_all
from maillage.community.contract.actions.text import (
    add_indicator,
    prepare,
    remove_indicator,
    remove_mission,
    save_amounts,
    set_mission,
)

__all__ = [
    "PaymentKey",
    "Said",
    "add_indicator",
    "complete_amounts",
    "complete_annex",
    "give_up",
    "last_told",
    "object_to",
    "prepare",
    "prepare_amendment",
    "prepare_renewal",
    "record_meeting",
    "refuse_completion",
    "remove_indicator",
    "remove_mission",
    "remove_termination",
    "save_amounts",
    "set_mission",
    "sign",
    "sign_for_all",
    "tell_payments",
    "terminate",
    "transmit",
]
