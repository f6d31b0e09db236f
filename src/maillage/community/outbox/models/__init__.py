"""Mails to send and sent, and the addresses that want no information."""

from maillage.community.outbox.models.message import Message, MessageKind, MessageState, Unsubscription

__all__ = ["Message", "MessageKind", "MessageState", "Unsubscription"]
