"""Views of the health project: each asks an action or a few selectors, then renders."""
