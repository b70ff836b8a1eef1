"""The "1+6+X" service modules as data: numbered 1, 6 or X, with their operator, lead, rooms and status.

Tables: service_module, module_place. Verbs: set_up_module, change_module, suspend_module, open_module,
close_module, assign_places, hand_over_operator. Stands on people (the lead) and center (the rooms).
"""
