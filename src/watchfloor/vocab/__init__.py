"""The published vocabularies as tables, each with a thin reader."""
