"""Shifts that want somebody: open to be taken, short of people, moved with what they serve, with standbys."""
