"""The space of an institution: portfolio, files to instruct, agenda, white zones."""
