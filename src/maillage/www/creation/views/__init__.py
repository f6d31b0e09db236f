"""Views of the path of creation: one action or a few selectors each."""
