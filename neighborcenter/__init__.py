"""Neighborcenter: the everyday program of a "1+6+X" neighborhood center (everything without Qt)."""

__version__ = "0.3.0"
