"""From the diagnosis to the work: objectives resting on figures, fiches-actions, and the diagnosis kept in the project."""
