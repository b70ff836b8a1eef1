"""The settings: the center's profile, rooms, hours, closed days, holidays, the look, and what this program is."""
