"""The front desk: who came, what was done for them; the day book.

Table: visit. Verbs: register_visit, undo_visit, restore_visit, set_outcome. Questions: a day at a glance, the
day book, a person's visits, counts by service and hour. Stands on catalog (the service given) and people (who
came).
"""
