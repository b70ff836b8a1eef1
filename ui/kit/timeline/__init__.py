"""The timeline: rooms against days or hours, drawn, dragged and walked by keyboard.

`board.py` is what a caller hands in (plain data), `layout.py` turns minutes into places (no Qt),
`cursor.py` walks the board by keyboard (no Qt), `paint.py` draws, `view.py` listens and emits intents,
`week.py` and `day.py` are the two boards. The views decide nothing: a page turns intents into commands.
"""
