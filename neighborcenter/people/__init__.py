"""People: residents, households, groups, care tags; found in an instant, shown masked.

Tables: resident, household, care_tag, resident_tag, people_group, group_member. Stands on center.
"""
