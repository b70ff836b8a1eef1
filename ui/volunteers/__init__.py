"""Volunteers on the screen."""
