"""The territorial diagnosis: what a selection of communes needs and has, compared, explained, and carried into documents."""
