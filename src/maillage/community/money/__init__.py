"""The budget of a community, in cents."""
