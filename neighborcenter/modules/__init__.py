"""The "1+6+X" service modules as data: numbered 1, 6 or X, with their operator, lead, rooms and status.

Tables: service_module, module_place. Stands on people (the lead) and center (the rooms).
"""
