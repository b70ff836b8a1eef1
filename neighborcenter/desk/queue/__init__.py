"""The queue: who waits, who is called to which window, how long it takes.

Tables: queue_group, queue_service, desk_window, window_group, priority_rule, ticket, ticket_call. A ticket is
called by writing the next `ticket_call` of its own: the schema lets that row stand once only, so that two
windows calling at one moment can never get the same person. The desk works without all of it as well.
"""
