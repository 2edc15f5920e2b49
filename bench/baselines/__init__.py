"""Trivial methods on the same file: what any coder has to beat before it is worth a look."""
