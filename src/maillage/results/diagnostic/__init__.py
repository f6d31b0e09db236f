"""The diagnosis of a selection of communes, for the page, its documents and the API."""

from maillage.measures.model import SECTIONS, Definition, Measured
from maillage.results.diagnostic.diagnosing import UnknownSection, definitions, diagnose, warm
from maillage.results.diagnostic.model import (
    REFERENCES,
    DataSource,
    Diagnosis,
    Finding,
    Flow,
    IndicatorView,
    Neighbour,
    Ranking,
    Reference,
    Section,
    Series,
    Similar,
    Synthesis,
)

__all__ = [
    "REFERENCES",
    "SECTIONS",
    "DataSource",
    "Definition",
    "Diagnosis",
    "Finding",
    "Flow",
    "IndicatorView",
    "Measured",
    "Neighbour",
    "Ranking",
    "Reference",
    "Section",
    "Series",
    "Similar",
    "Synthesis",
    "UnknownSection",
    "definitions",
    "diagnose",
    "warm",
]
