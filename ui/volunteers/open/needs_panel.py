"""The needs of the center: who is wanted for what, added and ended here; shifts follow by themselves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from neighborcenter.accounts.permissions import Permission
from neighborcenter.activities import queries as activities
from neighborcenter.activities.kinds import ActivityKind
from neighborcenter.activities.texts import kind_name as activity_kind_name
from neighborcenter.booking.kinds import BookingKind
from neighborcenter.booking.texts import kind_name as use_name
from neighborcenter.center import queries as center
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import Invalid, Problem
from neighborcenter.kit.times import clock_text
from neighborcenter.kit.work import Read, Work
from neighborcenter.volunteers import need_queries, need_service, queries, route_service
from neighborcenter.volunteers.drafts import NeedDraft, RouteDraft
from neighborcenter.volunteers.kinds import Serves
from neighborcenter.volunteers.need_queries import NeedRow
from neighborcenter.volunteers.texts import word
from ui.kit.buttons import Button, IconButton
from ui.kit.fields import ChoiceField, FlagField, LongTextField, NumberField, TextField
from ui.kit.form import Field
from ui.kit.jobs import may
from ui.kit.labels import Label
from ui.kit.moments import TimeRangeField
from ui.kit.theme import px
from ui.people.panels import Fact, Panel, empty_layout
from ui.volunteers import acts
from ui.volunteers.ask_panel import AskPanel, Values

Target = tuple[Serves, Any]
WIDE = frozenset({"post_id", "target", "name", "skill", "lead_required", "dangerous", "open_to_take"})


@dataclass(frozen=True, slots=True)
class Needs:
    """The needs, and what a new one may name: posts, skills, what it hangs on."""

    rows: tuple[NeedRow, ...]
    posts: tuple[tuple[int, str], ...]
    skills: tuple[tuple[int, str], ...]
    targets: tuple[tuple[Target, str], ...]


def read_needs(read: Read) -> Needs:
    """Everything the panel and its form show."""
    today = read.clock.today()
    coming = [
        row for row in activities.activities(read) if row.last_day is not None and row.last_day >= today
    ]
    targets: list[tuple[Target, str]] = []

    def offer(serves: Serves, choices: Sequence[tuple[Any, str]]) -> None:
        targets.extend(((serves, key), f"{word(serves)} · {words}") for key, words in choices)

    offer(Serves.ACTIVITY_KIND, [(each.value, activity_kind_name(each)) for each in ActivityKind])
    offer(Serves.BOOKING_KIND, [(each.value, use_name(each)) for each in BookingKind])
    offer(Serves.ACTIVITY, [(row.id, row.title) for row in coming])
    offer(Serves.ROOM, [(one.id, one.name) for whole in center.rooms(read) for one in (whole, *whole.parts)])
    offer(Serves.ROUTE, [(row.route_id, row.name) for row in need_queries.routes(read)])
    return Needs(
        tuple(need_queries.needs(read)),
        tuple((ref, name) for ref, name, _kind in queries.posts(read)),
        tuple((ref, name) for ref, name, _proof in queries.skills(read)),
        tuple(targets),
    )


class NeedsPanel(Panel):
    """Each need with its end beside it; a new one and a new line below."""

    add_wanted = Signal()
    route_wanted = Signal()
    changed = Signal()

    def __init__(self, needs: Needs) -> None:
        super().__init__(_("Who is wanted for what"))
        self.body.addWidget(
            Label(
                _("Whatever of it takes place gets its shifts; moved and cancelled, they follow."),
                "small", "text2", wrap=True,
            )
        )  # fmt: skip
        self.list = QVBoxLayout()
        self.list.setSpacing(px(10))
        self.body.addLayout(self.list)
        writes = may(Permission.VOLUNTEERS_WRITE)
        self.add = Button(_("Want people …"), "primary", "plus", main=True)
        self.line = Button(_("New patrol route …"), "secondary", "map")
        for button, signal in ((self.add, self.add_wanted), (self.line, self.route_wanted)):
            button.setEnabled(writes)
            button.clicked.connect(lambda _checked=False, wanted=signal: wanted.emit())
        self.foot_row.addWidget(self.line)
        self.foot_row.addWidget(self.add, 1)
        self.show_needs(needs)

    def show_needs(self, needs: Needs) -> None:
        """Show the needs as they are now."""
        self.needs = needs
        empty_layout(self.list)
        if not needs.rows:
            self.list.addWidget(Label(_("Nobody is wanted for anything yet."), "small", "text3", wrap=True))
        for row in needs.rows:
            end = IconButton(
                "x", _("End the need “{post}” for {what}").format(post=row.post, what=row.hangs_on)
            )
            end.setEnabled(may(Permission.VOLUNTEERS_WRITE))
            end.clicked.connect(lambda _checked=False, one=row: self.end(one))
            self.list.addWidget(Fact(f"{word(row.draft.serves)} · {row.hangs_on}", said(row), end))

    def end(self, row: NeedRow) -> None:
        """Want nobody any more."""
        acts.act(
            self,
            lambda work: need_service.end_need(work, row.need_id),
            lambda done: _("{dropped} shifts are called off; {kept} stay, people are on them.").format(
                dropped=done.dropped, kept=done.kept
            ),
            undo=lambda work, _done: need_service.resume_need(work, row.need_id),
            then=lambda _done: self.changed.emit(),
        )


def said(row: NeedRow) -> str:
    """A need in a line: 义诊协助 登记测压 · 2 人 · 护理 ×1 · 提前 30 分钟."""
    draft = row.draft
    parts = [f"{row.post} {draft.name}".strip(), _("wants {count}").format(count=draft.wanted)]
    parts += [f"{name} ×{count}" for name, count in row.skills]
    if draft.before_minutes or draft.after_minutes:
        around = _("from {before} min before to {after} min after")
        parts.append(around.format(before=draft.before_minutes, after=draft.after_minutes))
    parts += [_("with a lead")] * draft.lead_required + [_("dangerous")] * draft.dangerous
    parts.append(_("{count} shifts to come").format(count=row.coming))
    return " · ".join(parts)


def need_form(needs: Needs) -> AskPanel:
    """A new need."""
    posts = dict(needs.posts)
    panel = AskPanel(
        _("Want people"),
        _("Want people"),
        {
            "post_id": Field(_("Post"), ChoiceField(needs.posts), required=True),
            "target": Field(_("Wanted for"), ChoiceField(needs.targets), required=True),
            "name": Field(_("Name of the shift"), TextField()),
            "wanted": Field(_("People wanted"), _number(1), required=True),
            "maximum": Field(_("At most"), _number(1)),
            "minimum": Field(_("At least"), _number()),
            "skill_count": Field(_("With the skill"), _number()),
            "skill": Field(_("Skill"), ChoiceField(needs.skills, optional=True)),
            "before_minutes": Field(_("Minutes before"), _number()),
            "after_minutes": Field(_("Minutes after"), _number()),
            "age_from": Field(_("Youngest"), _number()),
            "age_to": Field(_("Oldest"), _number()),
            "weekdays": Field(_("Weekdays of a route"), TextField("135"), _("1 is Monday")),
            "opens": Field(_("Time of a route"), TimeRangeField()),
            "lead_required": Field("", FlagField(_("A lead is required"))),
            "dangerous": Field("", FlagField(_("Dangerous: insured grown-ups only"))),
            "open_to_take": Field("", FlagField(_("Anybody who may takes a place"))),
        },
        _verb,
        lambda values, done: _("{post}: {count} shifts are made").format(
            post=posts[values["post_id"]], count=done.made
        ),
        undo=lambda work, done: need_service.end_need(work, done.need_id),
        columns=2,
        wide=WIDE,
    )
    panel.form.set_values({"wanted": 1})
    return panel


def route_form() -> AskPanel:
    """A new line that patrols walk."""
    return AskPanel(
        _("New patrol route"),
        _("Add the route"),
        {
            "name": Field(_("Name"), TextField(), required=True),
            "spots": Field(_("Spots, one a line"), LongTextField(lines=6)),
        },
        lambda values: (
            lambda work: route_service.add_route(work, RouteDraft(values["name"], values["spots"] or ""))
        ),
        lambda values, _ref: _("“{name}” is added").format(name=values["name"]),
    )


def _number(least: int = 0) -> NumberField:
    return NumberField(minimum=least, maximum=720)


def _verb(values: Values) -> Callable[[Work], Any]:
    return lambda work: need_service.add_need(work, _draft(values))


def _draft(values: Values) -> NeedDraft:
    """What stands in the form.  Raises Invalid while it says not whom or for what."""
    missing = [
        Problem(field, code)
        for field, code in (("post_id", "volunteers.post_missing"), ("target", "volunteers.served_missing"))
        if values[field] is None
    ]
    if missing:
        raise Invalid(*missing)
    serves, ref = values["target"]
    wanted = values["wanted"] or 1
    walk = values["opens"]
    target = {"kind": ref} if serves in (Serves.ACTIVITY_KIND, Serves.BOOKING_KIND) else {f"{serves}_id": ref}
    return NeedDraft(
        values["post_id"],
        serves,
        **target,
        name=values["name"] or "",
        before_minutes=values["before_minutes"] or 0,
        after_minutes=values["after_minutes"] or 0,
        weekdays=values["weekdays"] or "",
        opens=clock_text(walk[0]) if walk else "",
        closes=clock_text(walk[1] % (24 * 60)) if walk else "",
        minimum=min(wanted, 1) if values["minimum"] is None else values["minimum"],
        wanted=wanted,
        maximum=wanted if values["maximum"] is None else values["maximum"],
        lead_required=bool(values["lead_required"]),
        dangerous=bool(values["dangerous"]),
        age_from=values["age_from"] or 0,
        age_to=values["age_to"] or 0,
        open_to_take=bool(values["open_to_take"]),
        skills=((values["skill"], values["skill_count"] or 1),) if values["skill"] is not None else (),
    )
