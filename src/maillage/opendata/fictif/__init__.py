"""Invented tables for a demonstration: every row is `fictif`, every draw comes from one seed, nothing describes anybody."""
