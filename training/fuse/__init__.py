"""Fits the match model of `watchfloor.fuse` and its table of common stems."""
