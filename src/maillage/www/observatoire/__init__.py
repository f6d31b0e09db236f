"""The observatory: who is covered by a CPTS, at which stage, where nobody is, and what could be done about it."""
