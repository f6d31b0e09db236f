"""Pages of one section of a text that several people write: read, write, compare versions, remark.

A family says what its sections are and mounts their five addresses:

    def frame_of(visit, key): return Frame(...)      # Http404 for a key that its outline has not
    urlpatterns = [path("lettre/", views.letter, name="lettre"), *routes("lettre/", frame_of, name="lettre")]

Sections then are at `lettre/<key>/` (name « lettre_section »), and `summary` lists them for the page of the whole text.
"""

from maillage.www.components.section_editor.forms import RemarkForm
from maillage.www.components.section_editor.frame import Frame, Link, Row, around, summary
from maillage.www.components.section_editor.routes import routes

__all__ = ["Frame", "Link", "RemarkForm", "Row", "around", "routes", "summary"]
