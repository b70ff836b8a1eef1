"""The front desk: who came, what was done for them; the day book.

Below it `queue` (numbers and windows), `cards` (readers of ID cards), `matters` (taken in with papers and a promised day) and `counter` (things
lent and found, notices, handovers).

Table: visit. Verbs: register_visit, undo_visit, restore_visit, set_outcome. Questions: a day at a glance, the
day book, a person's visits, counts by service and hour. Stands on catalog (the service given) and people (who
came).
"""
