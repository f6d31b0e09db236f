"""Open data: the embedded France, and the warehouse that reads it. Knows no rule and no page."""
