"""Taking a list away — Excel, CSV, paper — for every list in the same way.

The workbook and the paper belong to the reports, which stand above most lists in the order of the house. So a
list only knows this door; `ui/pages.py` says which module stands behind it.
"""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from typing import Any

from ui.kit.columns import Column

_module: list[str] = []


def use(module: str) -> None:
    """Say which module writes lists: it has `export_list` and `print_list`."""
    _module[:] = [module]


def is_ready() -> bool:
    """True when lists can be taken away."""
    return bool(_module)


def export_list(table: Any, title: str, kind: str, ids: Sequence[int], columns: Sequence[Column]) -> None:
    """Write the list as `kind` ("xlsx" or "csv"); asks where."""
    importlib.import_module(_module[0]).export_list(table, title, kind, ids, columns)


def print_list(table: Any, title: str, ids: Sequence[int], columns: Sequence[Column]) -> None:
    """Show the list as a paper."""
    importlib.import_module(_module[0]).print_list(table, title, ids, columns)
