"""Faces: command line, terminal, notebook."""
