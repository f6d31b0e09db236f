"""Runs as people read them: every amount is formatted here, and leads to its « Pourquoi ? »."""
