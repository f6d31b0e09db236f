"""What is drawn of one CPTS from its records and the open data: its stage, what is due, its territory."""
