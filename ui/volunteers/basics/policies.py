"""Insurance: policies, whom they cover and until when; who is covered by none stands above."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from neighborcenter.kit.i18n import N_, _
from neighborcenter.kit.work import Read, Work
from neighborcenter.volunteers import basics, policy_service, queries
from neighborcenter.volunteers.basics import Member, PolicyRow
from neighborcenter.volunteers.drafts import PolicyDraft
from ui.kit.buttons import Button
from ui.kit.chips import StatusChip
from ui.kit.columns import Column, FilterChoice, Mark, Where
from ui.kit.fields import LongTextField, TextField
from ui.kit.form import Field
from ui.kit.jobs import Query, runner
from ui.kit.labels import Label
from ui.kit.moments import DateField
from ui.kit.spoken import spoken_day
from ui.people.panels import Fact, Panel
from ui.volunteers import acts
from ui.volunteers.ask_panel import AskPanel, Values
from ui.volunteers.basics.part import Part
from ui.volunteers.basics.people_field import PeopleField

PAPER = "insurance_list"
SOON = timedelta(days=30)
COLUMNS = (
    Column("number", N_("Policy no."), 180, strong=True),
    Column("insurer", N_("Insurer"), 130, show=lambda row: row.draft.insurer, sort=None),
    Column("valid_from", N_("First day"), 110, show=lambda row: str(row.draft.valid_from), sort=None),
    Column("valid_to", N_("Last day"), 110, show=lambda row: row.valid_to.isoformat()),
    Column("count", N_("People"), 80, align="right"),
    Column("state", N_("State"), 170, show=lambda row: policy_mark(row), sort=None),
    Column("cover", N_("Cover"), 200, show=lambda row: row.draft.cover, sort=None, stretch=True),
)


def policy_mark(row: PolicyRow, today: date | None = None) -> Mark:
    """Whether a policy holds, and whether it ends soon."""
    today = today or runner().backend.clock.today()
    if row.valid_to < today:
        return Mark(_("Ran out on {day}").format(day=spoken_day(row.valid_to)), "closed", "x")
    if row.draft.valid_from is not None and row.draft.valid_from > today:
        return Mark(_("Begins later"), "lending", "clock")
    if row.valid_to <= today + SOON:
        return Mark(
            _("Ends in {count} days").format(count=(row.valid_to - today).days), "notice", "triangle-alert"
        )
    return Mark(_("Holds"), "service", "shield-check")


class PoliciesPart(Part):
    """The list of policies."""

    def __init__(self) -> None:
        super().__init__(
            "policies",
            _("Insurance"),
            _("New policy"),
            COLUMNS,
            basics.policies,
            lambda row: f"{row.number} {row.draft.insurer} {' '.join(one.name for one in row.members)}",
            empty=(_("No policy yet"), _("Nothing dangerous may be done without accident insurance."), "shield-check"),
            filters=(FilterChoice("holds", N_("State"), [(True, _("Holds")), (False, _("Holds no more"))]),),
            fits=_fits,
            placeholder=_("Policy, insurer or name of somebody on it"),
        )  # fmt: skip
        self._bare: list[Member] = []
        self.bare = Button("", "secondary", "triangle-alert")
        self.bare.hide()
        self.bare.clicked.connect(lambda _checked=False: self._cover_bare())
        self.table.bar.add_right(self.bare)

    def title_of(self, row: PolicyRow) -> str:
        """The number."""
        return row.number

    def reload(self) -> None:
        """Read the list again, and who is on none."""
        super().reload()
        Query(self, basics.uninsured, key="bare").then(self._on_bare).start()

    def _on_bare(self, found: list[Member]) -> None:
        self._bare = found
        self.bare.setText(_("{count} not insured …").format(count=len(found)))
        self.bare.setVisible(bool(found) and self.writes)

    def _cover_bare(self) -> None:
        """The policy that holds longest, with everybody on it; without one, a new policy."""
        Query(self, _for_editor, key="edit").then(
            lambda found: self._on_editor(found, found[0][0] if found[0] else None, everybody=True)
        ).start()

    def fill_card(self, panel: Panel, row: PolicyRow) -> None:
        """What it covers, and whom."""
        panel.body.addWidget(StatusChip(*policy_mark(row)))
        draft = row.draft
        for name, value in (
            (_("Insurer"), draft.insurer),
            (_("Holds"), f"{draft.valid_from} – {draft.valid_to}"),
            (_("Cover"), draft.cover),
            (_("Note"), draft.note),
        ):
            if value:
                panel.body.addWidget(Fact(name, value))
        panel.section(_("{count} people").format(count=row.count))
        for one in row.members:
            since = _("from {day}").format(day=spoken_day(one.since))
            note = " · ".join((one.number, since) if one.since != draft.valid_from else (one.number,))
            self.person_row(panel, one.volunteer_id, one.name, note)
        if not row.members:
            panel.body.addWidget(Label(_("Nobody is on this policy."), "small", "text3"))
        panel.body.addStretch(1)
        self.foot(panel, _("Print"), "printer", lambda: self.print_list(row)).setEnabled(True)
        self.foot(panel, _("Change"), "pencil", self.change, main=True)

    def print_list(self, row: PolicyRow) -> None:
        """The list the insurer asks for; one key prints."""
        acts.print_paper(self, PAPER, _("Insured volunteers"), {"policy": row.id}, row.number)

    def print_current(self) -> None:
        """The list of the policy the cursor is on."""
        row = self.table.current_row()
        if row is not None:
            self.print_list(row)

    def edit(self, row: PolicyRow | None) -> None:
        """Number, days, people."""
        Query(self, _for_editor, key="edit").then(lambda found: self._on_editor(found, row)).start()

    def _on_editor(
        self,
        found: tuple[list[PolicyRow], list[tuple[int, str]]],
        row: PolicyRow | None,
        *,
        everybody: bool = False,
    ) -> None:
        panel = _editor(found[1], row)
        if everybody:
            people: Any = panel.form.fields["members"].editor
            people.add([one.volunteer_id for one in self._bare])
        self.ask(panel)


def _fits(row: PolicyRow, where: Where) -> bool:
    holds = where.get("holds")
    return holds is None or (row.valid_to >= runner().backend.clock.today()) == holds


def _for_editor(read: Read) -> tuple[list[PolicyRow], list[tuple[int, str]]]:
    people = [(one.id, f"{one.name} {one.number}") for one in queries.volunteers(read)]
    held = [one for one in basics.policies(read) if one.valid_to >= read.clock.today()]
    return held, people


def _editor(people: list[tuple[int, str]], row: PolicyRow | None) -> AskPanel:
    today = runner().backend.clock.today
    known = dict(people)
    if row is not None:
        known = {one.volunteer_id: f"{one.name} {one.number}" for one in row.members} | known
    fields = {
        "number": Field(_("Policy no."), TextField(), required=True),
        "insurer": Field(_("Insurer"), TextField()),
        "valid_from": Field(_("First day"), DateField(today), required=True),
        "valid_to": Field(_("Last day"), DateField(today), required=True),
        "cover": Field(_("Cover"), TextField(_("Accident 200,000 yuan a person …"))),
        "members": Field(_("Whom it covers"), PeopleField(list(known.items())), _("New names are covered from today on")),
        "note": Field(_("Note"), LongTextField(lines=2)),
    }  # fmt: skip
    panel = AskPanel(
        _("New policy") if row is None else _("Change {name}").format(name=row.number),
        _("Save"),
        fields,
        lambda values: lambda work: _save(work, row, values),
        lambda values, _ref: _("Saved: {name}").format(name=values["number"]),
        undo=(lambda work, ref: policy_service.drop_policy(work, ref)) if row is None else _back_to(row),
        columns=2,
        wide=frozenset({"cover", "members", "note"}),
    )
    if row is not None:
        draft = row.draft
        panel.form.set_values(
            {name: getattr(draft, name) for name in fields if name != "members"}
            | {"members": [one.volunteer_id for one in row.members]}
        )
    return panel


def _save(work: Work, row: PolicyRow | None, values: Values) -> int:
    draft = PolicyDraft(**{name: value for name, value in values.items() if name != "members"})
    if row is None:
        return policy_service.add_policy(work, draft, values["members"])
    policy_service.change_policy(work, row.id, draft, values["members"], version=row.version)
    return row.id


def _back_to(row: PolicyRow) -> acts.Undo:
    since = {one.volunteer_id: one.since for one in row.members if one.since is not None}

    def undo(work: Work, _done: object) -> None:
        policy_service.change_policy(work, row.id, row.draft, list(since), since=since)

    return undo
