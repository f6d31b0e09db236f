"""Names of the files that people keep: whose, what, when."""

import re
import unicodedata

from maillage.www.financement.reading import Scenario


def file_name(scenario: Scenario, extension: str) -> str:
    """« financement-cpts-de-la-sorgue-2027-03-01.pdf »: plain letters only."""
    plain = unicodedata.normalize("NFKD", scenario.facts.name or f"{scenario.facts.population.get()}-habitants")
    slug = re.sub(r"[^a-z0-9]+", "-", plain.encode("ascii", "ignore").decode().lower()).strip("-")[:60]
    return f"financement-{slug or 'cpts'}-{scenario.facts.signe_le.isoformat()}.{extension}"
