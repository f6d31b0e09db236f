"""Potential accessibility to the professionals by commune, published by the DREES."""
