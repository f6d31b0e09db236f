"""Everything the diagnosis shows, as texts and whole numbers ready for the templates."""
