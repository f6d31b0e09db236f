"""What the pages show, read and put in order."""
