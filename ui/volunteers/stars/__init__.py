"""Stars and points: who reached what, the ledger of points, the tables behind both."""
