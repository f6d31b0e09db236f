"""What is typed in the project: objectives, fiches-actions, budget."""
