"""The association, the filing of the project, its validation, and the contract."""
