"""The modules' screens stand on the same seeded center as the catalog's."""

from tests.catalog.conftest import desk, open_page, seeded, settle

__all__ = ["desk", "open_page", "seeded", "settle"]
