"""Pages: one folder a family, that formats what `results` gives."""
