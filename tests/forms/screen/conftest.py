"""The ledgers' page on the seeded center of the catalog's screens."""

from tests.catalog.conftest import desk, open_page, seeded, settle
from tests.forms.conftest import answers, definition, elder

__all__ = ["answers", "definition", "desk", "elder", "open_page", "seeded", "settle"]
