"""A section of a text, its versions, who is at work on it, what is said of it."""

from maillage.community.drafting.models.comment import Comment, Remark
from maillage.community.drafting.models.section import Presence, Section, SectionVersion, TextKind

__all__ = ["Comment", "Presence", "Remark", "Section", "SectionVersion", "TextKind"]
