"""Zoning of the professions by commune, as the atlas C@rtoSanté exports it."""
