"""Who is covered by a CPTS, at which stage, where the white zones are and what could be done about them.

`load` (the warehouse of the instance) or `read_file` (a perimeters file) give a `Coverage`; the rest is asked of it.
"""

from maillage.results.couverture.coverage import Coverage
from maillage.results.couverture.reading import UnableToRead, load, of_rows, read_file

__all__ = ["Coverage", "UnableToRead", "load", "of_rows", "read_file"]
