"""Pages of the association, of the filing and of the contract."""
