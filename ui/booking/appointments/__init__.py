"""Appointments of a day: who comes when, what is still free, who is here."""
