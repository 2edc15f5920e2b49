"""The web floor: the record in a browser, on this machine alone."""
