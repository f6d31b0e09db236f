"""Liberal professionals by département, published by the Assurance Maladie."""
