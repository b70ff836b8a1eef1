"""Posts: what is staffed again and again, what it asks for, and its weekly shifts."""

from __future__ import annotations

from dataclasses import fields as fields_of
from dataclasses import replace

from neighborcenter.center.queries import rooms
from neighborcenter.kit.i18n import N_, _
from neighborcenter.kit.work import Read, Work
from neighborcenter.volunteers import basics, post_service, queries
from neighborcenter.volunteers.basics import PostRow
from neighborcenter.volunteers.drafts import PostDraft
from neighborcenter.volunteers.kinds import PostKind
from neighborcenter.volunteers.texts import word
from ui.kit.chips import StatusChip
from ui.kit.columns import Column
from ui.kit.fields import ChoiceField, FlagField, LongTextField, NumberField, TextField
from ui.kit.form import Field
from ui.kit.jobs import Query
from ui.kit.labels import Label
from ui.people.panels import Fact, Panel
from ui.volunteers import acts
from ui.volunteers.ask_panel import AskPanel, Values
from ui.volunteers.basics.part import Part
from ui.volunteers.basics.skills_field import SkillsField
from ui.volunteers.basics.teams import fits_use, in_use_filter, state_mark
from ui.volunteers.basics.week_field import WeekField, week_words

COLUMNS = (
    Column("name", N_("Post"), 160, strong=True),
    Column("kind", N_("Kind"), 130, show=lambda row: word(row.draft.kind), sort=None),
    Column("place", N_("Venue"), 150, show=lambda row: row.draft.place or row.room, sort=None, stretch=True),
    Column(
        "wanted", N_("People wanted"), 110, align="right", show=lambda row: need_words(row.draft), sort=None
    ),
    Column("shifts", N_("Shifts a week"), 110, align="right", show=lambda row: row.shifts or ""),
    Column("skills", N_("Skills"), 150, show=lambda row: _(", ").join(row.skills), sort=None),
    Column("active", N_("State"), 110, show=lambda row: state_mark(active=row.active)),
)
WIDE = frozenset(
    {"name", "place", "route", "skills", "lead_required", "dangerous", "counts", "equipment", "week", "note"}
)
Choices = tuple[list[tuple[int, str]], list[tuple[int, str]]]
NUMBERS = ("minimum", "wanted", "maximum", "age_from", "age_to", "priority")


def need_words(draft: PostDraft) -> str:
    """How many a post wants: 2, or 2 (1–3) with the fewest and the most."""
    if draft.minimum == draft.wanted == draft.maximum:
        return str(draft.wanted)
    return f"{draft.wanted} ({draft.minimum}–{draft.maximum})"


class PostsPart(Part):
    """The list of posts."""

    def __init__(self) -> None:
        super().__init__(
            "posts",
            _("Posts"),
            _("New post"),
            COLUMNS,
            basics.post_rows,
            lambda row: f"{row.name} {row.draft.place} {row.room} {row.draft.route}",
            empty=(
                _("No post yet"),
                _("A post is a place, a route or a task that is staffed every week."),
                "flag",
            ),
            filters=(in_use_filter(),),
            fits=fits_use,
            placeholder=_("Post, place or route"),
        )

    def fill_card(self, panel: Panel, row: PostRow) -> None:
        """What it asks for, and its week."""
        draft = row.draft
        if not row.active:
            panel.body.addWidget(StatusChip(*state_mark(active=False)))
        if draft.dangerous:
            words = _("Dangerous: insured people of 18 and above only")
            panel.body.addWidget(StatusChip(words, "notice", "triangle-alert"))
        if not draft.counts:
            panel.body.addWidget(StatusChip(_("Earns no hours"), "closed", "clock"))
        ages = f"{draft.age_from or ''}–{draft.age_to or ''}" if draft.age_from or draft.age_to else ""
        for name, value in (
            (_("Kind"), word(draft.kind)),
            (_("Venue"), " · ".join(part for part in (row.room, draft.place) if part)),
            (_("Route"), draft.route),
            (_("At least, wanted, at most"), f"{draft.minimum} · {draft.wanted} · {draft.maximum}"),
            (_("Lead"), _("In every shift") if draft.lead_required else ""),
            (_("Skills"), _(", ").join(row.skills)),
            (_("Ages"), ages),
            (_("Things to take along"), draft.equipment),
            (_("Note"), draft.note),
        ):
            if value:
                panel.body.addWidget(Fact(name, value))
        panel.section(_("{count} shifts a week").format(count=row.shifts))
        for line in week_words(row.week):
            panel.body.addWidget(Label(line, "body", wrap=True))
        if not row.week:
            panel.body.addWidget(Label(_("No weekly shift yet"), "small", "text3"))
        panel.body.addStretch(1)
        words = _("Take out of use") if row.active else _("Use again")
        self.foot(panel, words, "pause" if row.active else "rotate-ccw", lambda: self._retire(row))
        self.foot(panel, _("Change"), "pencil", self.change, main=True)

    def _retire(self, row: PostRow) -> None:
        said = _("{name} is out of use") if row.active else _("{name} is in use again")
        acts.act(
            self,
            lambda work: post_service.retire_post(work, row.id, active=not row.active),
            said.format(name=row.name),
            undo=lambda work, _done: post_service.retire_post(work, row.id, active=row.active),
        )

    def edit(self, row: PostRow | None) -> None:
        """What the post asks for, and its week."""
        Query(self, _for_editor, key="edit").then(lambda found: self.ask(_editor(found, row))).start()


def _for_editor(read: Read) -> Choices:
    places = [(row.id, row.name) for whole in rooms(read) for row in (whole, *whole.parts)]
    return places, [(ref, name) for ref, name, _proof in queries.skills(read)]


def _editor(found: Choices, row: PostRow | None) -> AskPanel:
    places, skills = found
    people = _("people")
    fields = {
        "name": Field(_("Name of the post"), TextField(), required=True),
        "kind": Field(_("Kind"), ChoiceField([(kind, word(kind)) for kind in PostKind]), required=True),
        "room_id": Field(_("Room"), ChoiceField([(None, "—"), *places])),
        "place": Field(_("Place in words"), TextField(_("Hall, gate, canteen …"))),
        "route": Field(_("Route"), TextField(_("For patrols: from where to where"))),
        "minimum": Field(_("At least"), NumberField(people, maximum=99), _("Empty: 1")),
        "wanted": Field(_("Wanted"), NumberField(people, maximum=99), required=True),
        "maximum": Field(_("At most"), NumberField(people, maximum=99), _("Empty: as wanted")),
        "priority": Field(_("Priority"), NumberField(maximum=9), _("9 is filled first, 0 last")),
        "age_from": Field(_("From age"), NumberField(_("years"), maximum=120)),
        "age_to": Field(_("To age"), NumberField(_("years"), maximum=120)),
        "skills": Field(_("Skills needed"), SkillsField(skills)),
        "lead_required": Field("", FlagField(_("A lead in every shift"))),
        "dangerous": Field("", FlagField(_("Can be dangerous: insurance needed"))),
        "counts": Field("", FlagField(_("Earns volunteer hours"))),
        "equipment": Field(_("Things to take along"), TextField(_("Vest, torch …"))),
        "week": Field(_("Weekly shifts"), WeekField()),
        "note": Field(_("Note"), LongTextField(lines=2)),
    }  # fmt: skip
    panel = AskPanel(
        _("New post") if row is None else _("Change {name}").format(name=row.name),
        _("Save"),
        fields,
        lambda values: lambda work: _save(work, row, values),
        lambda values, _ref: _("Saved: {name}").format(name=values["name"]),
        undo=(lambda work, ref: post_service.retire_post(work, ref)) if row is None else _back_to(row),
        columns=2,
        wide=WIDE,
    )
    draft = PostDraft() if row is None else row.draft
    shown = {one.name: getattr(draft, one.name) for one in fields_of(draft)}
    shown |= {name: shown[name] or None for name in ("age_from", "age_to", "priority")}
    if row is None:
        shown |= {"minimum": None, "maximum": None}
    panel.form.set_values(shown | {"skills": draft.skills, "week": () if row is None else row.week})
    return panel


def _save(work: Work, row: PostRow | None, values: Values) -> int:
    wanted = int(values["wanted"] or 0)
    numbers: Values = {name: int(values[name] or 0) for name in NUMBERS}
    if values["minimum"] is None:
        numbers["minimum"] = min(1, wanted)
    if values["maximum"] is None:
        numbers["maximum"] = wanted
    draft = PostDraft(
        **{name: value for name, value in values.items() if name not in ("week", "skills", *NUMBERS)},
        **numbers,
        skills=values["skills"],
    )
    if row is None:
        ref = post_service.add_post(work, draft)
    else:
        ref = row.id
        post_service.change_post(work, ref, draft, version=row.version)
    week = tuple(replace(one, post_id=ref) for one in values["week"])
    if row is None or set(week) != set(row.week):
        post_service.set_week(work, ref, week)
    return ref


def _back_to(row: PostRow) -> acts.Undo:
    def undo(work: Work, _done: object) -> None:
        post_service.change_post(work, row.id, row.draft)
        post_service.set_week(work, row.id, row.week)

    return undo
