"""The center itself: profile, sites, rooms and their parts, opening hours, closed days, holidays.

Tables: center, site, room, hours, closed_day, holiday, holiday_year. Stands on accounts; everything above
asks this room whether the house is open.
"""
