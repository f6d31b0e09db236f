"""Standardised mortality by cause and département, published by the CépiDc."""
