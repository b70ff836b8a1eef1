"""The two forms and the answers that the list of the day reads and writes."""

REGISTER, ATTENDANCE = "children", "after-school"
"""Keys of the two forms."""
WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
"""Answers to the days on which a child comes, Monday first."""
ALONE = "自行离开"
TRUSTED = "受托人"
"""Answers to the relation of who fetched a child."""
