"""The warehouse: one immutable folder of Parquet tables, its manifest, and what is asked of it."""
