"""What lies and hangs at the counter: things lent, things found and lost, notices, the handover of a shift.

Tables: loan, found_thing, counter_notice, shift_handover. A thing that is lent is a piece of the equipment that
rooms are booked with (`booking/resource_models.py`): while it is out, bookings do not count on it.
"""
