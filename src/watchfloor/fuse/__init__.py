"""Reports -> incidents: block, match, cluster, settle, corroborate. Pure functions of their input.

Fusion is local: whether two reports are one incident depends on the two and on what they are
connected to, never on how many other reports a record holds.
"""
