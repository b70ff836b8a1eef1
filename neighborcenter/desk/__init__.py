"""The front desk: who came, what was done for them; the day book.

Table: visit. Stands on catalog (the service given) and people (who came).
"""
