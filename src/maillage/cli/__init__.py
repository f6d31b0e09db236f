"""The `maillage` command: French verbs over the same functions as the pages."""
