"""Perimeters of CPTS, as an ARS, an Assurance maladie or a federation lists them: communes, names, stages, dates."""
