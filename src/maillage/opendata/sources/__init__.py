"""Files of the publishers, one folder per source: each reads its own layout and gives tables of the warehouse."""
