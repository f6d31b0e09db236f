"""Runs dated formulas: on one dossier with its trace (`trace`), or on columns of dossiers (`columns`)."""
