"""The files of a CPTS."""
