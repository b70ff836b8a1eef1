"""Changing a series with its preview, and the days that wait to come back."""
