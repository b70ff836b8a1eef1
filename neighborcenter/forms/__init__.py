"""Record forms that the center designs itself, and what is entered into them (表单与台账).

Tables: form, form_version, form_field, entry, entry_change. A published version never changes and an entry keeps
the version it was made with; one check (`rules.judge`) serves screen, import and command line. Facts of the
resident are never typed again: they come from the person at the entry's day. Stands on people (of whom), modules
(whose form), center (working days).
"""
