"""Files as published, kept for ever: one folder per source, each file beside the sheet that says where it came from."""
