"""The modules' screens stand on the same seeded center as the catalog's."""

from tests.catalog.conftest import desk, lanes, open_page, seeded

__all__ = ["desk", "lanes", "open_page", "seeded"]
