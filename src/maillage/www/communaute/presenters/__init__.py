"""Rows and sentences of the pages of a CPTS."""
