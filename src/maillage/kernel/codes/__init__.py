"""Identifiers of French places, people and organisations: one module each, in the shape of python-stdnum."""
