"""Closed days: who is affected, what comes back, and days taken out of many series."""
