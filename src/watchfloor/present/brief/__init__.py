"""A cited brief: composed once as frozen values, then laid out as HTML, Markdown or PDF."""
