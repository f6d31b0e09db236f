"""Writers of the first steps: keyword-only, one transaction each, and its line in the journal."""
