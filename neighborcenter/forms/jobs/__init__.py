"""Day work: who fits an open offer, which offers fit somebody who looks for work, and what came of it.

No tables of its own. Offers and seekers are entries of the two shipped forms; `kinds.py` names the fields that are
read and written. Where a center took one of them out of its form, that question is not asked.
"""
