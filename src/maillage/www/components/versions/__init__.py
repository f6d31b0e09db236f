"""The page that lists the versions of something that several people write, and compares two of them."""

from maillage.www.components.versions.comparison import Line, compare
from maillage.www.components.versions.page import Change, History, Kept, show

__all__ = ["Change", "History", "Kept", "Line", "compare", "show"]
