"""The space of a CPTS: its creation, dashboard, territory, settings, accesses, journal and public page."""
