"""The path of creation of a CPTS, and its first steps."""
