"""Numbers from tables of incidents."""
