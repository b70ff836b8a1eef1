"""Booking: who has which room when. One save checks and keeps; two desks can never both be told "booked".

Tables: booking (what was asked for), occurrence (each day of it, with its own status), claim (the smallest
bookable units an active occurrence holds: the one constraint that guards everything). Stands on people
(who), center (where) and catalog.
"""
