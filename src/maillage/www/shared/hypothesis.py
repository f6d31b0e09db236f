"""How a page that supposes a contract tells the simulator so, when it sends a reader there to be explained."""

SUPPOSING = "suppose"
"""Parameter of the address: its dates and rates are those of a declared hypothesis, nobody typed them."""
