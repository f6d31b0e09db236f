"""Rows and drawings ready to print, from what results.observatoire and results.couverture give."""
