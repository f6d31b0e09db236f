"""What all documents share: the Typst theme, its compiler, and the content of a funding run."""
