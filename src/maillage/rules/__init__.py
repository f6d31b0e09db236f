"""The agreement as dated formulas: `engine` runs them, `aci` states them."""
