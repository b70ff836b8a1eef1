"""Everything that only reads across rooms: papers, spreadsheets, figures, search.

Table: report_note (the notes a manager edits before printing). Verbs: write_note, export_report.
`paper/` sets type and draws pages, `papers/` holds one file per sheet, `registry.py` lists them, `press.py` makes
them, `figures.py` counts a month and `behind.py` shows the rows it counted. Stands on all rooms below.
"""
