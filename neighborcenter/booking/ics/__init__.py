"""iCalendar files (RFC 5545): bookings for other calendars, and events of other calendars as bookings."""
