"""Turns the law into rows for the pages: words, never decisions."""
