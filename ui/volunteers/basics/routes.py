"""Lines that patrols walk: their spots in order."""

from __future__ import annotations

from neighborcenter.kit.i18n import N_, _
from neighborcenter.kit.work import Read, Work
from neighborcenter.volunteers import need_queries, route_service
from neighborcenter.volunteers.drafts import RouteDraft
from neighborcenter.volunteers.need_queries import RouteRow
from ui.kit.chips import StatusChip
from ui.kit.columns import Column
from ui.kit.fields import LongTextField, TextField
from ui.kit.form import Field
from ui.kit.labels import Label
from ui.people.panels import Fact, Panel
from ui.volunteers import acts
from ui.volunteers.ask_panel import AskPanel, Values
from ui.volunteers.basics.part import Part
from ui.volunteers.basics.teams import fits_use, in_use_filter, state_mark

COLUMNS = (
    Column("name", N_("Patrol route"), 180, strong=True),
    Column("count", N_("Spots"), 80, align="right", show=lambda row: len(row.spots), sort=None),
    Column(
        "spots", N_("Spots in order"), 300, show=lambda row: " → ".join(row.spots), sort=None, stretch=True
    ),
    Column("note", N_("Note"), 160, sort=None),
    Column("active", N_("State"), 110, show=lambda row: state_mark(active=row.active)),
)


class RoutesPart(Part):
    """The list of lines."""

    def __init__(self) -> None:
        super().__init__(
            "routes",
            _("Patrol routes"),
            _("New patrol route"),
            COLUMNS,
            _all,
            lambda row: f"{row.name} {' '.join(row.spots)} {row.note}",
            empty=(_("No patrol route yet"), _("A route is a line with spots that a patrol walks."), "map"),
            filters=(in_use_filter(),),
            fits=fits_use,
            placeholder=_("Route or spot"),
        )

    def fill_card(self, panel: Panel, row: RouteRow) -> None:
        """Its spots in order."""
        if not row.active:
            panel.body.addWidget(StatusChip(*state_mark(active=False)))
        if row.note:
            panel.body.addWidget(Fact(_("Note"), row.note))
        panel.section(_("{count} spots").format(count=len(row.spots)))
        for at, spot in enumerate(row.spots, 1):
            panel.body.addWidget(Label(f"{at}. {spot}", "body", wrap=True))
        panel.body.addStretch(1)
        words = _("Take out of use") if row.active else _("Use again")
        self.foot(panel, words, "pause" if row.active else "rotate-ccw", lambda: self._retire(row))
        self.foot(panel, _("Change"), "pencil", self.change, main=True)

    def _retire(self, row: RouteRow) -> None:
        said = _("{name} is out of use") if row.active else _("{name} is in use again")
        acts.act(
            self,
            lambda work: route_service.retire_route(work, row.id, active=not row.active),
            said.format(name=row.name),
            undo=lambda work, _done: route_service.retire_route(work, row.id, active=row.active),
        )

    def edit(self, row: RouteRow | None) -> None:
        """Name and spots."""
        panel = AskPanel(
            _("New patrol route") if row is None else _("Change {name}").format(name=row.name),
            _("Save"),
            {
                "name": Field(_("Name of the route"), TextField(), required=True),
                "spots": Field(_("Spots, one a line"), LongTextField(lines=8)),
                "note": Field(_("Note"), LongTextField(lines=2)),
            },
            lambda values: lambda work: _save(work, row, values),
            lambda values, _ref: _("Saved: {name}").format(name=values["name"]),
            undo=(lambda work, ref: route_service.retire_route(work, ref)) if row is None else _back_to(row),
        )
        if row is not None:
            panel.form.set_values({"name": row.name, "spots": "\n".join(row.spots), "note": row.note})
        self.ask(panel)


def _all(read: Read) -> list[RouteRow]:
    return need_queries.routes(read, retired=True)


def _save(work: Work, row: RouteRow | None, values: Values) -> int:
    draft = RouteDraft(values["name"], values["spots"] or "", values["note"] or "")
    if row is None:
        return route_service.add_route(work, draft)
    route_service.change_route(work, row.id, draft, version=row.version)
    return row.id


def _back_to(row: RouteRow) -> acts.Undo:
    draft = RouteDraft(row.name, "\n".join(row.spots), row.note)
    return lambda work, _done: route_service.change_route(work, row.id, draft)
