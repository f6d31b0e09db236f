"""Names of the files that people keep: whose, what, when."""

from maillage.kernel.folding import dashed
from maillage.www.financement.reading import Scenario


def file_name(scenario: Scenario, extension: str) -> str:
    """« financement-cpts-de-la-sorgue-2027-03-01.pdf »: plain letters only."""
    slug = dashed(scenario.facts.name or f"{scenario.facts.population.get()}-habitants")[:60].strip("-")
    return f"financement-{slug or 'cpts'}-{scenario.facts.signe_le.isoformat()}.{extension}"
