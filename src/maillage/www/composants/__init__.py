"""The gallery of components, for those who build and review pages."""
