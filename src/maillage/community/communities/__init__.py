"""The tenant: a CPTS, who acts for it, and its perimeter through time."""
