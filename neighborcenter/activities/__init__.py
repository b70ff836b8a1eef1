"""Activities and courses: what is planned, who signed up, who waits, who came, and what came of it.

Tables: activity (with its partners and tags), activity_session (each time it meets), seat_pool and seat (places
as numbered rows: the guard that no place is given twice), enrollment and enrollee (a sign-up and its people),
pickup_person, attendance, activity_feedback, activity_photo.
Verbs by noun: service (activities), session_service, seat_service, enroll_service, answer_service,
waiting_service, transfer_service, checkin_service, afterwards_service. Questions: queries, enrollment_queries,
checkin_queries, statistics.
Stands on booking (the rooms of sessions), modules and people; listens to what happens to its rooms and people.
"""
