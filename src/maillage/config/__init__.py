"""Settings, root addresses, server entry points."""
