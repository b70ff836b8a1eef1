"""Actions as data: one ActionSpec gives button, menu entry, key, F1 line, palette row and permission."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from neighborcenter.kit.i18n import _
from ui.kit.icons import icon
from ui.kit.jobs import may

RESERVED = frozenset(
    {"Shift", "Ctrl+Space", "Shift+Space", "Ctrl+.", "Ctrl+,", "Ctrl+Alt+A", "Ctrl+Alt+Z", "F10", "F12"}
)
"""Keys that belong to the input method, to screenshot tools or to the system's menu bar."""


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One thing the person can do.

    `id` is "room.verb"; `text` an English message id marked with N_; `needs` names what must be there first
    ("selection"), so that the page can grey the action; `run` is called without arguments.
    """

    id: str
    text: str
    icon: str = ""
    shortcut: str = ""
    permission: str = ""
    needs: str = ""
    run: Callable[[], object] | None = None
    group: str = ""

    def label(self) -> str:
        """Return the words in the chosen language."""
        return _(self.text)

    def allowed(self) -> bool:
        """Return True when the signed-in person may do it."""
        return may(self.permission)


def make_action(
    spec: ActionSpec,
    owner: QWidget | QObject,
    run: Callable[[], object] | None = None,
    *,
    picture: bool = True,
) -> QAction:
    """Build the QAction of a spec; without the permission it is visible, disabled, and says so."""
    action = QAction(spec.label(), owner)
    action.setObjectName(spec.id)
    if spec.icon and picture:
        action.setIcon(icon(spec.icon))
    if spec.shortcut:
        action.setShortcut(QKeySequence(spec.shortcut))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    tip = f"{spec.label()}  {key_text(spec.shortcut)}".strip()
    if not spec.allowed():
        action.setEnabled(False)
        tip = _("Your role may not do this. An administrator can change roles in Settings.")
    action.setToolTip(tip)
    call = run or spec.run
    if call is not None:
        action.triggered.connect(lambda _checked=False: call())
    return action


def menu_of(specs: Iterable[ActionSpec], owner: QWidget, head: str = "") -> QMenu:
    """Build a menu that deletes itself; `head` is a first line that cannot be chosen."""
    menu = QMenu(owner)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    if head:
        first = menu.addAction(head)
        first.setEnabled(False)
        menu.addSeparator()
    for spec in specs:
        action = make_action(spec, menu)
        action.setShortcut(QKeySequence())
        menu.addAction(action)
    return menu


def key_text(shortcut: str) -> str:
    """Return a key as the person reads it: "Ctrl+Return" → "Ctrl ↵"."""
    if not shortcut:
        return ""
    text = shortcut.replace("Return", "↵").replace("Left", "←").replace("Right", "→")
    return text.replace("Up", "↑").replace("Down", "↓").replace("++", "+＋").replace("+", " ")


def clashes(specs: Iterable[ActionSpec]) -> list[str]:
    """Return sentences about ids or keys used twice, or keys that are not ours to take. Empty is good."""
    ids: dict[str, int] = defaultdict(int)
    keys: dict[str, list[str]] = defaultdict(list)
    found = []
    for spec in specs:
        ids[spec.id] += 1
        if spec.shortcut:
            sequence = QKeySequence(spec.shortcut)
            if sequence.isEmpty() or sequence.toString() == "":
                found.append(f"{spec.id}: Qt does not know the key {spec.shortcut}")
            keys[sequence.toString()].append(spec.id)
            if spec.shortcut in RESERVED:
                found.append(f"{spec.id}: {spec.shortcut} is reserved")
            if len(spec.shortcut) == 1 and spec.shortcut.isalpha():
                found.append(f"{spec.id}: a bare letter dies under a Chinese input method")
    found += [f"{name} is used {count} times" for name, count in ids.items() if count > 1]
    found += [f"{key} starts {', '.join(names)}" for key, names in keys.items() if len(names) > 1]
    return found
