"""The files of a CPTS."""

from maillage.community.library.models.file import File, FileKind

__all__ = ["File", "FileKind"]
