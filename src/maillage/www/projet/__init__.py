"""The health project: written by several, with objectives, fiches-actions and budget."""
