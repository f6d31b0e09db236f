"""FINESS: health and social establishments, in the three layouts that the register had, with a point for each."""
