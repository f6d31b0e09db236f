"""Writes contracts and avenants: one transaction each, and its line in the journal; each refusal is a sentence."""

from maillage.community.contract.actions.deeds import give_up, prepare_amendment, prepare_renewal
from maillage.community.contract.actions.meeting import record_meeting
from maillage.community.contract.actions.signing import remove_signature, remove_termination, sign, terminate
from maillage.community.contract.actions.text import (
    add_indicator,
    prepare,
    remove_indicator,
    remove_mission,
    save_amounts,
    set_mission,
)

__all__ = [
    "add_indicator",
    "give_up",
    "prepare",
    "prepare_amendment",
    "prepare_renewal",
    "record_meeting",
    "remove_indicator",
    "remove_mission",
    "remove_signature",
    "remove_termination",
    "save_amounts",
    "set_mission",
    "sign",
    "terminate",
]
