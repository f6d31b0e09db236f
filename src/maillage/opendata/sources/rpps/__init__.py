"""Annuaire santé (RPPS), open extracts: from persons to counts by commune; no name goes further than this folder."""
