"""What a CPTS sends to its funders and what they answer: frozen copies, receipts, pieces, opinions, decisions, clocks."""
