"""Everything that only reads across rooms: papers, spreadsheets, figures, search.

Table: report_note (the notes a manager edits before printing). Stands on all rooms below.
"""
