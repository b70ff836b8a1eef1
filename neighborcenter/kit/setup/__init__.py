"""Setting the program up: what runs before its packages exist, so nothing here imports more than Python has.

`stamp` answers in a millisecond whether the environment stands, `environment` makes it, `libraries` finds
what Qt needs from the system, `turns` keeps two set-ups from working at once, `words` speaks both languages.
"""
