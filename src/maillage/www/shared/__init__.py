"""What every family of pages shares: layout, theme, formats, errors, service addresses."""
