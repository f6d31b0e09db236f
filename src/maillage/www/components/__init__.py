"""Pieces of pages, as includes: a family assembles them and adds nothing to their look."""
