"""What is typed of the association, of the filing and of the contract."""
