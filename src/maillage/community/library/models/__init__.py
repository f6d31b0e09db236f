"""Fichiers : rows behind the walls of their community."""
