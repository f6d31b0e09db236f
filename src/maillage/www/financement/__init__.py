"""The funding simulator: from an address to what the agreement pays, when, and why."""
