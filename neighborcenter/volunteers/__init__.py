"""Volunteers: who they are, what they can, when they come, and the life of their hours."""
