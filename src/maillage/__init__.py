"""Maillage: from a list of communes to the dialogue de gestion, each figure with its proof."""

__version__ = "0.1.0"
