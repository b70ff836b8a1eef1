"""Children in after-school care and summer camps: who is expected on a day, who came, who may fetch them and who did.

No tables of its own: the register and the attendance are entries of two shipped forms, named in `kinds.py`.
"""
