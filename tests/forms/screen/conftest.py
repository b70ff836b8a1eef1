"""The ledgers' page on the seeded center of the catalog's screens."""

from tests.catalog.conftest import desk, lanes, open_page, seeded
from tests.forms.conftest import answers, definition, elder

__all__ = ["answers", "definition", "desk", "elder", "lanes", "open_page", "seeded"]
