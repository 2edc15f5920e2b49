"""Numbers from tables of incidents and of documents: pure functions, no record and no clock."""
