"""The first page: what Maillage is, and one thing to do."""
