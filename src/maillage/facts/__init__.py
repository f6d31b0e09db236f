"""Frozen types of what is known, before any rule: a territory, a contract; and their text forms."""
