"""What the templates of the project show, already worded."""
