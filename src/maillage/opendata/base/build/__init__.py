"""Rebuild the embedded tables from published packages; run by `make data`, never at run time."""
