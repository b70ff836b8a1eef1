"""What the Activities page offers as data: its keys, its papers, the pictures of the tour."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.i18n import N_, _
from ui.activities import acts
from ui.activities.sign_up import open_sheet
from ui.kit.actions import ActionSpec
from ui.kit.page import Stop

# The page that asks: it imports this file, so that it cannot be named here.
ActivitiesPage = Any

PAPERS = (
    ("activity_badges", N_("Name badges")),
    ("activity_attendance", N_("Attendance sheet")),
    ("activity_certificate", N_("Certificates of attendance")),
    ("activity_waiting", N_("Waiting list")),
)


def specs(page: ActivitiesPage) -> Sequence[ActionSpec]:
    """The actions of the page; on the whole page of an activity those of its tabs as well."""
    write = Permission.ACTIVITIES_WRITE
    every = [
        ActionSpec("activities.new", N_("New activity"), "plus", "Ctrl+N", write, run=page.new_activity),
        ActionSpec("activities.edit", N_("Change"), "pencil", "Ctrl+E", write, "selection", run=lambda: page.edit(page.activity_at_hand())),
        ActionSpec("activities.find", N_("Find in this list"), "search", "Ctrl+F", run=page.begin),
    ]  # fmt: skip
    if page.is_whole():
        back = ActionSpec(
            "activities.back", N_("Back to the list"), "arrow-left", "Alt+0", run=page.close_activity
        )
        return (*every, back, *page.view.action_specs())
    current = page.months.table if page.shows.current == "sessions" else page.table
    return (
        *every,
        ActionSpec("activities.open", N_("Open the activity"), "external-link", "Ctrl+Return", run=partial(_open, page)),
        ActionSpec("activities.print", N_("Print this list"), "printer", "Ctrl+P", Permission.EXPORT, run=current.print_list),
        ActionSpec("activities.list", N_("Activities or sessions"), "list", "Alt+L", run=partial(_other, page)),
    )  # fmt: skip


def _open(page: ActivitiesPage) -> None:
    ref = page.activity_at_hand()
    if ref is not None:
        page.open_activity(ref)


def _other(page: ActivitiesPage) -> None:
    page.show_list("activities" if page.shows.current == "sessions" else "sessions")


def paper_specs(page: ActivitiesPage, activity_id: int) -> list[tuple[str, Any]]:
    """The papers of one activity: words, and what opens the preview."""
    name = page.view.card.title if page.is_whole() and page.view.card is not None else ""
    found: list[tuple[str, Any]] = []
    session = page.view.door_session() if page.is_whole() else None
    if session is not None:
        found.append(
            (
                _("Sign-in sheet"),
                partial(
                    acts.print_paper, page, "activity_sign_in", _("Sign-in sheet"), {"session": session}, name
                ),
            )
        )
    for key, words in PAPERS:
        found.append(
            (_(words), partial(acts.print_paper, page, key, _(words), {"activity": activity_id}, name))
        )
    return found


def papers_menu(page: ActivitiesPage, papers: Sequence[tuple[str, Any]]) -> QMenu:
    """A menu of papers that deletes itself."""
    menu = QMenu(page)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for words, run in papers:
        menu.addAction(words).triggered.connect(lambda _checked=False, call=run: call())
    return menu


def stops(page: ActivitiesPage) -> Sequence[Stop]:
    """The card, the editors, the sheet, every tab of one activity, and its papers."""
    model = page.table.model
    rows = [row for at in range(model.rowCount()) if (row := model.row_at(at)) is not None]
    fullest = max(rows, key=lambda row: (row.waiting, row.taken), default=None)
    shown = fullest.id if fullest is not None else None
    busiest = max(rows, key=lambda row: row.taken, default=None)

    def sheet() -> None:
        made = open_sheet(page.window(), activity=shown)
        made.who.box.setText("王")

    def close_sheets() -> None:
        from ui.activities.sign_up import SignUpSheet  # noqa: PLC0415 - only the tour closes what it opened

        for one in page.window().findChildren(SignUpSheet):
            one.leave()

    if shown is None:
        return (Stop("new", page.new_activity),)
    return (
        Stop("card", lambda: page.table.select(shown)),
        Stop("new", page.new_activity),
        Stop("edit", lambda: page.edit(shown)),
        Stop("sign-up", sheet),
        Stop("after-sign-up", close_sheets),
        *(Stop(f"tab-{key}", partial(page.open_activity, shown, key)) for key in ("sessions", "sign_ups", "waiting", "door", "calls", "summary")),
        *(Stop("door", partial(page.open_activity, busiest.id, "door")) for _one in (busiest,) if busiest is not None),
        Stop("papers", lambda: acts.print_paper(page, "activity_badges", _("Name badges"), {"activity": shown}, "")),
        Stop("back", page.close_activity),
        Stop("months", partial(page.show_list, "sessions")),
        Stop("list", partial(page.show_list, "activities")),
    )  # fmt: skip
