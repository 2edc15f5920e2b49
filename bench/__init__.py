"""Measures the product on data that others annotated: `python -m bench TASK --data FILE`."""
