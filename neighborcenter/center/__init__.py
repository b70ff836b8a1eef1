"""The center itself: profile, sites, rooms and their parts, opening hours, closed days, holidays.

Tables: center, site, room, hours, closed_day, holiday, holiday_year. Verbs: describe_center, add_site,
open_room, change_room, divide_room, retire_room, set_hours, close_days, reopen_days, import_holidays. Stands on
accounts; everything above asks this room whether the house is open and which days are worked.
"""
