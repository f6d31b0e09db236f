"""Income and poverty by commune, published by the Insee."""
