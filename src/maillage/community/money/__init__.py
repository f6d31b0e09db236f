"""The money of a CPTS: here, the provisional budget of its health project."""
