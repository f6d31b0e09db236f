"""Any export of an Opendatasoft portal that a description names: vaccination, screening."""
