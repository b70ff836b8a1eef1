"""The last guard against double booking on SQLite: triggers, re-created after every migration.

PostgreSQL has exclusion constraints in its schema; SQLite has none, and a table that a migration rebuilds
silently loses its triggers (measured: a double booking went in), hence they are put back every time.
"""

from neighborcenter.kit.guards import Guard

_BOUND = "starts < NEW.ends AND ends > NEW.starts AND starts > datetime(NEW.starts, '-24 hours')"


def _refuse(error: str, table: str, same: str) -> str:
    """Refuse a row that overlaps another of the same thing, or is longer than the check looks back."""
    return f"""
    SELECT RAISE(ABORT, '{error}_overlap') WHERE EXISTS (
        SELECT 1 FROM {table} WHERE {same} AND id IS NOT NEW.id AND {_BOUND});
    SELECT RAISE(ABORT, '{error}_too_long') WHERE NEW.ends > datetime(NEW.starts, '+24 hours');
"""


_TAKEN = _refuse("claim", "claim", "unit_id = NEW.unit_id")
_PROMISED = _refuse("resource", "resource_claim", "resource_id = NEW.resource_id AND unit_no = NEW.unit_no")
_HELD = _refuse("hold", "hold_unit", "unit_id = NEW.unit_id")
# The quantity of a claim follows that of its resource; nothing else about it changes then.
_MOVED = "UPDATE OF resource_id, unit_no, starts, ends ON resource_claim"

GUARDS = (
    Guard("claim_guard_insert", "claim", f"BEFORE INSERT ON claim BEGIN {_TAKEN} END"),
    Guard("claim_guard_update", "claim", f"BEFORE UPDATE ON claim BEGIN {_TAKEN} END"),
    Guard(
        "resource_claim_guard_insert",
        "resource_claim",
        f"BEFORE INSERT ON resource_claim BEGIN {_PROMISED} END",
    ),
    Guard("resource_claim_guard_update", "resource_claim", f"BEFORE {_MOVED} BEGIN {_PROMISED} END"),
    Guard("hold_unit_guard_insert", "hold_unit", f"BEFORE INSERT ON hold_unit BEGIN {_HELD} END"),
    Guard("hold_unit_guard_update", "hold_unit", f"BEFORE UPDATE ON hold_unit BEGIN {_HELD} END"),
)
