"""The folds of the sets that fusion is fitted on: a topic, a corpus or a file is held out whole."""

FOLDS = 5


def fold_of(group_name: str) -> int:
    """Return the fold that a topic, corpus or file is held out in."""
    digits = "".join(one for one in group_name if one.isdigit())
    return int(digits) % FOLDS if digits else sum(map(ord, group_name)) % FOLDS
