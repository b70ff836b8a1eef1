"""Settings of what can be booked besides rooms: equipment, staff, and what is given by appointment."""
