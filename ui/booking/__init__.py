"""The calendar: rooms by day, week or month, the list of bookings, the panel that books and the card that shows.

`page.py` is the place in the rail; `feed.py` reads what the boards draw; `panel.py` books (with `who_field.py`,
`repeat_editor.py` and `ways_out.py`); `card.py` shows one booking; `acts.py` are the commands and their undo.
"""
