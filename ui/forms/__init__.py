"""Screens of record forms: all forms, the ledger of one, entering, what is due, designing."""
