"""Objectives and fiches-actions, each tied to figures of the diagnosis."""
