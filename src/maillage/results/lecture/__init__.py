"""A diagnosis as people read it: figures, badges, blocks of one subject, dot plots; shared by the page and its documents."""
