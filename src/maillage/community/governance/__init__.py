"""The association: its pieces, its constitutive assembly, who attended."""
