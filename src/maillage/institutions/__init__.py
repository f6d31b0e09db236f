"""ARS, CPAM, MSA, federations, ministry: who is competent where, and what they do with the files sent to them."""
