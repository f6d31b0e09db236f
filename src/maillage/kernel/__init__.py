"""The ground floor: codes, periods, money and what is known. No input/output, no Django."""
