"""What the diagnosis answers: its page and map, one indicator at length, its « Pourquoi ? », its documents."""
