"""The life of one CPTS: one app a concern, every row behind the walls of its community."""
