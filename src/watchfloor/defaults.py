"""What holds where nobody says otherwise: the same on the command line, in Python and in bench."""

CODER = "reader"
"""The coder that reads, by its name in `pipeline.CODERS`."""
