"""Gouvernance : rows behind the walls of their community."""
