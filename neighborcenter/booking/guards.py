"""The last guard against double booking on SQLite: triggers, re-created after every migration.

PostgreSQL has an exclusion constraint in its schema; SQLite has none, and a table that a migration rebuilds
silently loses its triggers (measured: a double booking went in), hence they are put back every time.
"""

from neighborcenter.kit.guards import Guard

_TAKEN = """
    SELECT RAISE(ABORT, 'claim_overlap') WHERE EXISTS (
        SELECT 1 FROM claim WHERE unit_id = NEW.unit_id AND id IS NOT NEW.id
        AND starts < NEW.ends AND ends > NEW.starts AND starts > datetime(NEW.starts, '-24 hours'));
    SELECT RAISE(ABORT, 'claim_too_long') WHERE NEW.ends > datetime(NEW.starts, '+24 hours');
"""

GUARDS = (
    Guard("claim_guard_insert", "claim", f"BEFORE INSERT ON claim BEGIN {_TAKEN} END"),
    Guard("claim_guard_update", "claim", f"BEFORE UPDATE ON claim BEGIN {_TAKEN} END"),
)
