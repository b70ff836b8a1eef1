"""Teams: who belongs to them, who leads, whether they are deployed as a whole."""

from __future__ import annotations

from typing import Any

from neighborcenter.kit.i18n import N_, _
from neighborcenter.kit.work import Work
from neighborcenter.volunteers import basics, queries, time_service
from neighborcenter.volunteers.basics import TeamRow
from ui.kit.chips import StatusChip
from ui.kit.columns import Column, FilterChoice, Mark, Where
from ui.kit.fields import ChoiceField, FlagField, LongTextField, TextField
from ui.kit.form import Field
from ui.kit.jobs import Query
from ui.kit.labels import Label
from ui.people.panels import Fact, Panel
from ui.volunteers import acts
from ui.volunteers.ask_panel import AskPanel, Values
from ui.volunteers.basics.part import Part
from ui.volunteers.basics.people_field import PeopleField

COLUMNS = (
    Column("name", N_("Team"), 190, strong=True),
    Column("lead", N_("Led by"), 120),
    Column("count", N_("People"), 80, align="right"),
    Column("as_a_whole", N_("Deployed"), 150, show=lambda row: _("As a whole") if row.as_a_whole else "", sort=None),
    Column("note", N_("Note"), 180, sort=None, stretch=True),
    Column("active", N_("State"), 110, show=lambda row: state_mark(active=row.active)),
)  # fmt: skip


def state_mark(*, active: bool) -> Mark:
    """Whether something is in use."""
    return Mark(_("In use"), "service", "check") if active else Mark(_("Out of use"), "closed", "pause")


def in_use_filter() -> FilterChoice:
    """The question whether something is in use."""
    return FilterChoice("active", N_("State"), [(True, _("In use")), (False, _("Out of use"))])


def fits_use(row: Any, where: Where) -> bool:
    """Whether a row is as much in use as asked."""
    wanted = where.get("active")
    return wanted is None or row.active == wanted


class TeamsPart(Part):
    """The list of teams."""

    def __init__(self) -> None:
        super().__init__(
            "teams",
            _("Teams"),
            _("New team"),
            COLUMNS,
            basics.teams,
            lambda row: f"{row.name} {row.lead} {' '.join(one.name for one in row.members)}",
            empty=(_("No team yet"), _("People who serve together make a team with a lead."), "users"),
            filters=(in_use_filter(),),
            fits=fits_use,
            placeholder=_("Team or name of somebody in it"),
        )

    def fill_card(self, panel: Panel, row: TeamRow) -> None:
        """Who belongs to it."""
        if not row.active:
            panel.body.addWidget(StatusChip(*state_mark(active=False)))
        if row.as_a_whole:
            panel.body.addWidget(Fact(_("Deployed"), _("As a whole")))
        if row.note:
            panel.body.addWidget(Fact(_("Note"), row.note))
        panel.section(_("{count} people").format(count=row.count))
        for one in row.members:
            lead = _("Lead") if one.volunteer_id == row.lead_id else ""
            note = " · ".join(part for part in (one.number, lead) if part)
            self.person_row(panel, one.volunteer_id, one.name, note)
        if not row.members:
            panel.body.addWidget(Label(_("Nobody belongs to it yet"), "small", "text3"))
        panel.body.addStretch(1)
        words = _("Take out of use") if row.active else _("Use again")
        self.foot(panel, words, "pause" if row.active else "rotate-ccw", lambda: self._retire(row))
        self.foot(panel, _("Change"), "pencil", self.change, main=True)

    def _retire(self, row: TeamRow) -> None:
        said = _("{name} is out of use") if row.active else _("{name} is in use again")
        acts.act(
            self,
            lambda work: time_service.retire_team(work, row.id, active=not row.active),
            said.format(name=row.name),
            undo=lambda work, _done: time_service.retire_team(work, row.id, active=row.active),
        )

    def edit(self, row: TeamRow | None) -> None:
        """Name, members, lead."""
        Query(self, queries.volunteers, key="edit").then(
            lambda found: self.ask(_editor([(one.id, f"{one.name} {one.number}") for one in found], row))
        ).start()


def _editor(people: list[tuple[int, str]], row: TeamRow | None) -> AskPanel:
    known = dict(people)
    if row is not None:
        # Who has left since still belongs to it until somebody takes the name away.
        known = {one.volunteer_id: f"{one.name} {one.number}" for one in row.members} | known
    everybody = list(known.items())
    fields = {
        "name": Field(_("Name of the team"), TextField(), required=True),
        "members": Field(_("Who belongs to it"), PeopleField(everybody)),
        "lead_id": Field(
            _("Led by"), ChoiceField([(None, ""), *everybody]), _("May lead shifts; belongs to the team")
        ),
        "as_a_whole": Field("", FlagField(_("Only as a whole, all or none"))),
        "note": Field(_("Note"), LongTextField(lines=2)),
    }
    back = None if row is None else _back_to(row)
    panel = AskPanel(
        _("New team") if row is None else _("Change {name}").format(name=row.name),
        _("Save"),
        fields,
        lambda values: lambda work: _save(work, row, values),
        lambda values, _ref: _("Saved: {name}").format(name=values["name"]),
        undo=back or (lambda work, ref: time_service.retire_team(work, ref)),
    )
    if row is not None:
        panel.form.set_values(
            {
                "name": row.name,
                "members": [one.volunteer_id for one in row.members],
                "lead_id": row.lead_id,
                "as_a_whole": row.as_a_whole,
                "note": row.note,
            }
        )
    return panel


def _save(work: Work, row: TeamRow | None, values: Values) -> int:
    if row is None:
        return time_service.add_team(
            work, values["name"], values["members"], lead_id=values["lead_id"],
            as_a_whole=values["as_a_whole"], note=values["note"],
        )  # fmt: skip
    time_service.change_team(
        work, row.id, values["members"], lead_id=values["lead_id"], as_a_whole=values["as_a_whole"],
        name=values["name"], note=values["note"], version=row.version,
    )  # fmt: skip
    return row.id


def _back_to(row: TeamRow) -> acts.Undo:
    members = [one.volunteer_id for one in row.members]

    def undo(work: Work, _done: object) -> None:
        time_service.change_team(
            work,
            row.id,
            members,
            lead_id=row.lead_id,
            as_a_whole=row.as_a_whole,
            name=row.name,
            note=row.note,
        )

    return undo
