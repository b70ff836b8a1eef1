"""The center's own rules of booking: data with valid-from dates and a sentence each.

Pure: kinds, terms (what a rule says), cases (the facts), judge, counting (quotas), fees, sentences, checks.
Kept: models, book (the rules as they stand), facts (who, earlier uses, bars), keeping (overrides, charges),
service (rules), charge_service, bar_service, queries.  The one door for a save is `booking/judging.py`.
"""
