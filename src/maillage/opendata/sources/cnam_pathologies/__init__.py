"""Prevalence of long-term conditions by département, published by the Assurance Maladie."""
