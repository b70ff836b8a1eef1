"""Parts of a page that are there only sometimes."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget


def set_shown(part: QWidget, shown: bool) -> None:
    """Show or hide a part that may not have its place yet.

    `setVisible(True)` makes a window of a widget without a parent: it flickers over the page until it is laid out,
    and the caret goes with it. Such a part comes up with its page.
    """
    if not shown:
        part.hide()
    elif part.parentWidget() is not None:
        part.show()
