"""Views of the simulator: one question, one page."""
