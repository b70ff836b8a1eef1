"""Back-office modules loaded on first use.

SQLAlchemy takes about 250 ms to import; nobody should look at a blank screen for that. A screen that is needed
before the first paint writes

    if TYPE_CHECKING:
        from neighborcenter.accounts import service
    else:
        service = later("neighborcenter.accounts.service")

and `service.sign_in` loads the module when it is first called, in the lane's thread. Python's own import lock,
one per module, makes that safe when two threads come at once. Pages behind the rail need none of this: they
are imported as a whole when first opened, and by then the back office is loaded.
"""

from __future__ import annotations

import importlib
from types import ModuleType
from typing import Any


class Later:
    """Stands for a module until the first attribute is asked for."""

    __slots__ = ("_module", "_name")

    def __init__(self, name: str) -> None:
        self._name = name
        self._module: ModuleType | None = None

    def __getattr__(self, attribute: str) -> Any:
        module = self._module
        if module is None:
            module = self._module = importlib.import_module(self._name)
        return getattr(module, attribute)

    def __repr__(self) -> str:
        return f"<later {self._name}>"


def later(name: str) -> Any:
    """Return a stand-in for the module `name`."""
    return Later(name)
