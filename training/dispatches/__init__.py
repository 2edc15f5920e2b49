"""Annotated texts written for the reader (CC0), and corrections to the shared training part."""
