"""Territorial indicators: what each one is (`definitions`), and one module for each way of computing it."""
