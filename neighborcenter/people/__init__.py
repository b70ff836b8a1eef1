"""People: residents, households, groups, care tags; found in an instant, shown masked.

Tables: resident, household, care_tag, resident_tag, people_group, group_member. Stands on center.
Verbs: service (residents), merge_service, household_service, group_service, bulk_service (imports).
Questions: queries (lists, cards), finding (search, duplicates), household_queries, group_queries, figures.
privacy alone decides what is shown of an ID number or a phone. Tells: ResidentsMerged, ResidentForgotten.
"""
