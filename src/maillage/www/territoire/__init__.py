"""The studio: choose communes on a map, in a search or from a list, and see what they weigh together."""
