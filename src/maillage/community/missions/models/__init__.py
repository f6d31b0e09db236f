"""Missions : rows behind the walls of their community."""
