"""What the pages, the documents and the command line ask: a described territory, a funding run."""
