"""Moving everything: imports with undo, exports, backups, restoring, proving, seeding, the demo center.

Tables: import_batch, import_change. Writes only through the rooms' own services.
"""
