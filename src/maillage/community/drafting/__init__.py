"""Texts written section by section by several people: nothing overwritten, every version kept, comments beside."""
