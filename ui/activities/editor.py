"""Plan or change an activity: one question, one field; the kind fills in what is usual.

A new activity also says when and where; both are kept in one act.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from neighborcenter.activities import queries, service, session_service
from neighborcenter.activities.drafts import ActivityDraft, PartnerDraft, SessionsDraft
from neighborcenter.activities.kinds import ActivityKind, SeatKind
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import Problem, speak
from neighborcenter.kit.work import Read, Work
from neighborcenter.modules import queries as module_queries
from neighborcenter.people import group_queries
from neighborcenter.people import queries as people
from ui.activities.defaults import usual_draft
from ui.activities.editor_fields import Basics, More, When
from ui.activities.room_choice import Rooms, rooms_for
from ui.kit.buttons import Button
from ui.kit.jobs import Command, Query
from ui.kit.labels import Label
from ui.kit.messages import toast
from ui.kit.pause import Pause
from ui.kit.shown import set_shown
from ui.people.panels import Panel

PAUSE_MS = 60
WHEN_FIELDS = frozenset({"starts", "ends", "room_id", "repeat", "session_place"})


@dataclass(frozen=True, slots=True)
class ActivityForm:
    """What the editor is filled with; `activity_id` None is a new one."""

    activity_id: int | None
    version: int | None
    draft: ActivityDraft
    modules: tuple[tuple[int, str], ...]
    tags: tuple[tuple[int, str], ...]
    groups: tuple[tuple[int, str], ...] = ()


def form_of(read: Read, activity_id: int | None) -> ActivityForm:
    """Read an activity and what can be chosen for it. Raises NotFound."""
    modules = tuple((one.id, one.name) for one in module_queries.board(read))
    tags = tuple((one.id, one.name) for one in people.tags(read))
    groups = tuple(group_queries.group_names(read))
    if activity_id is None:
        return ActivityForm(None, None, usual_draft(ActivityKind.COURSE), modules, tags, groups)
    draft, version = queries.activity_form(read, activity_id)
    # A group that has ended since stays what it is here.
    linked = {
        one.group_id: one.name for one in queries.partners(read, activity_id) if one.group_id is not None
    }
    groups = tuple({**dict(groups), **linked}.items())
    return ActivityForm(activity_id, version, draft, modules, tags, groups)


class ActivityEditor(Panel):
    """The form. `saved` carries the id."""

    saved = Signal(int)

    def __init__(self, form: ActivityForm) -> None:
        super().__init__(_("New activity") if form.activity_id is None else _("Change an activity"))
        self._form, self._key = form, uuid.uuid4().hex
        self.basics = Basics()
        self.when: When | None = None
        self.more = More(form.modules, form.tags)
        self.body.addWidget(self.basics)
        if form.activity_id is None:
            self.when = When()
            self.body.addWidget(self.when)
            self._pause = Pause(self, PAUSE_MS, self._ask_rooms)
            self.when.changed.connect(self._pause.start)
            self.basics.changed.connect(self._pause.start)
        self.body.addWidget(self.more)
        self.message = Label("", "small strong", "accent_text", wrap=True)
        self.message.hide()
        self.foot_row.addWidget(self.message, 1)
        self.save = Button(_("Save"), "primary", "check", "Ctrl ↵", main=True)
        self.publish = Button(_("Publish"), "secondary", main=True)
        set_shown(self.publish, form.activity_id is None)
        self.foot_row.addWidget(self.publish)
        self.foot_row.addWidget(self.save, 1)
        self.save.clicked.connect(lambda _checked=False: self.submit())
        self.publish.clicked.connect(lambda _checked=False: self.submit(publish=True))
        QShortcut(QKeySequence("Ctrl+Return"), self, self.submit)
        self.fill(form.draft)
        self.basics.kind.changed.connect(self._on_kind)

    def begin(self) -> None:
        """Put the caret into the title."""
        QTimer.singleShot(0, self, self.basics.focus_first)

    def fill(self, draft: ActivityDraft) -> None:
        """Show a draft."""
        seats = draft.places.get(SeatKind.SEAT)
        self.basics.set_values({"title": draft.title, "kind": draft.kind, "places": seats or None})
        values = {name: getattr(draft, name, None) for name in self.more.fields}
        values["wheelchairs"] = draft.places.get(SeatKind.WHEELCHAIR)
        values["helpers"] = draft.places.get(SeatKind.HELPER)
        values["fee_fen"] = draft.fee_fen or None
        values["reduced_fen"] = draft.reduced_fen or None
        values["partners"] = _lines(draft.partners, dict(self._form.groups))
        self.more.set_values(values)

    def _on_kind(self) -> None:
        """Another kind: what is usual for it, unless something was typed there already."""
        kind = self.basics.kind.value()
        if self._form.activity_id is not None or kind is None:
            return
        usual = usual_draft(kind)
        title = self.basics.fields["title"].value()
        kept = self.draft()
        self.fill(
            replace(
                usual, title=title, module_id=kept.module_id, organiser=kept.organiser,
                lead_name=kept.lead_name, summary=kept.summary, campaign=kept.campaign,
            )
        )  # fmt: skip

    # -- what is asked for -----------------------------------------------------------------------------------

    def draft(self) -> ActivityDraft:
        """What stands in the form."""
        basics, more = self.basics.values(), self.more.values()
        places = {
            SeatKind.SEAT: int(basics["places"] or 0),
            SeatKind.WHEELCHAIR: int(more.pop("wheelchairs") or 0),
            SeatKind.HELPER: int(more.pop("helpers") or 0),
        }
        known = self._form.draft.places
        kept = {kind: count for kind, count in places.items() if count or kind in known}
        values: dict[str, Any] = {
            **more,
            "fee_fen": more["fee_fen"] or 0,
            "reduced_fen": more["reduced_fen"] or 0,
            "partners": _partners(more["partners"], {name: ref for ref, name in self._form.groups}),
            "offer_hours": int(more["offer_hours"] if more["offer_hours"] is not None else 24),
        }
        return replace(
            self._form.draft,
            **values,
            title=basics["title"],
            kind=basics["kind"] or ActivityKind.OTHER,
            places=kept,
            client_key=self._key if self._form.activity_id is None else "",
        )

    def sessions(self) -> SessionsDraft | None:
        """When and where; None while no time is said."""
        return self.when.draft() if self.when is not None else None

    def _ask_rooms(self) -> None:
        draft, when = self.sessions(), self.when
        if draft is None or when is None:
            return
        people = int(self.basics.fields["places"].value() or 0)
        Query(self, lambda read: rooms_for(read, draft, people), key="rooms", lane="quick").then(
            self._on_rooms
        ).start()

    def _on_rooms(self, found: Rooms) -> None:
        if self.when is not None:
            self.when.show_rooms(found)

    # -- saving ----------------------------------------------------------------------------------------------

    def submit(self, *, publish: bool = False) -> None:
        """Save; a new activity with its sessions, all in one act."""
        parts: list[Any] = [self.basics, self.more, *([self.when.form] if self.when is not None else [])]
        understood = [part.check() for part in parts]
        if self.save.busy or not all(understood):
            return
        draft, sessions, form = self.draft(), self.sessions(), self._form

        def act(work: Work) -> int:
            if form.activity_id is not None:
                service.change(work, form.activity_id, draft, version=form.version)
                return form.activity_id
            ref = service.create(work, draft)
            if sessions is not None:
                session_service.add_sessions(work, replace(sessions, activity_id=ref))
            if publish:
                service.publish(work, ref)
            return ref

        self.save.set_busy(True)
        Command(self, act).then(self._on_saved).failed(self._on_problems).finally_(
            lambda: self.save.set_busy(busy=False)
        ).start()

    def _on_saved(self, ref: int) -> None:
        toast(_("Saved: {name}").format(name=self.basics.fields["title"].value()), owner=self)
        self.saved.emit(ref)

    def _on_problems(self, problems: tuple[Problem, ...]) -> None:
        named = [
            replace(one, field="places") if one.field.startswith("places.seat") else one for one in problems
        ]
        homeless = self.basics.set_problems(named)
        homeless = self.more.set_problems(homeless)
        self.more.show_faulty()
        if self.when is not None:
            homeless = self.when.form.set_problems(homeless)
        self.message.setText(" ".join(speak(problem) for problem in homeless))
        self.message.setVisible(bool(homeless))


def _lines(partners: Sequence[PartnerDraft], groups: Mapping[int, str]) -> str:
    """Co-organisers as they are typed, one a line."""
    return "\n".join(groups.get(one.group_id or 0, one.words) for one in partners)


def _partners(typed: str, groups: Mapping[str, int]) -> tuple[PartnerDraft, ...]:
    """Co-organisers from the lines typed; a name of a group is that group."""
    names = [line.strip() for line in typed.splitlines() if line.strip()]
    return tuple(PartnerDraft(groups[name]) if name in groups else PartnerDraft(words=name) for name in names)
