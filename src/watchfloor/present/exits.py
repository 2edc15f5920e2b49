"""Exit codes, the same for every command."""

FAILURE = 1
USAGE = 2
NOTHING = 3
"""Nothing matched."""
PARTIAL = 4
"""Some inputs were refused, and are listed on stderr."""
INTERRUPTED = 130
