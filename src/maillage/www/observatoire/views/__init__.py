"""What the observatory answers: places, CPTS, zones blanches, the plan, quality, open data."""
