"""What the pages of an institution show."""
