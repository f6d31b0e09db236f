"""Files of a community: checked, stored once, outside the web root."""
