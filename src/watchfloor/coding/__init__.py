"""Document -> Coded: what a text says, without knowing what it means in the world."""
