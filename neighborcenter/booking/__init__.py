"""Booking: who has which room when. One save checks and keeps; two desks can never both be told "booked".

Tables: booking (what was asked for), occurrence (each day of it, with its own status), claim (the smallest
bookable units an active occurrence holds: the one constraint that guards everything), resource with
resource_claim (numbered equipment and staff, guarded alike), hold (a form that is open), appointment_plan with
its slots and numbered places.  Everything that claims for a day goes through `taking`.
Verbs: book, move_occurrence, change_details (service), cancel_occurrence, cancel_following, cancel_booking,
restore (cancel_service). Questions: the board (board), lists, cards and previews (queries), free rooms and
times (free), how much rooms are used (use). News: OccurrenceBooked, OccurrenceCancelled, OccurrenceMoved.
Stands on people (who) and center (where, and when it is open).
"""
