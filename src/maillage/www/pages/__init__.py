"""Plain pages: about, accessibility, legal notice, sources of the data."""
