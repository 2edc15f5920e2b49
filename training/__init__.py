"""Scripts that make what is learned from data; no part of the product."""
