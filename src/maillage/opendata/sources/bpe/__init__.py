"""Health equipment by commune, published by the Insee."""
