"""Call lists: whom to ring, and what became of it."""
