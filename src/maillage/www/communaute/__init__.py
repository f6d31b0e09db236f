"""The space of a CPTS: dashboard, territory, settings, accesses, journal, public page."""
