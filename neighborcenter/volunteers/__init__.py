"""Volunteers: who serves, when, and the roster that is made of it."""
