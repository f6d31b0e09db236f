"""Records and open data become facts for the rules; nobody but `results` reads this package."""
