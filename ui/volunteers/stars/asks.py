"""The short forms of stars and points: redeem, give, put right, grant, hang out, and the two tables."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from neighborcenter.kit.i18n import _
from neighborcenter.kit.work import Work
from neighborcenter.volunteers import notice_service, points, points_service
from neighborcenter.volunteers.drafts import NoticeDraft
from neighborcenter.volunteers.kinds import NoticeKind
from neighborcenter.volunteers.rules import PointsRule
from neighborcenter.volunteers.standings import Standing, StarTable
from ui.kit.fields import ChoiceField, LongTextField, NumberField, TextField
from ui.kit.form import Field
from ui.kit.jobs import runner
from ui.kit.moments import DateField
from ui.volunteers.ask_panel import AskPanel, Values

MOST_STARS = 5


def redeem_panel(row: Standing) -> AskPanel:
    """Goods for points."""
    return AskPanel(
        _("{name} redeems points").format(name=row.name),
        _("Redeem"),
        {
            "points": Field(_("Points"), NumberField(_("points"), minimum=1), required=True),
            "goods": Field(_("For what"), TextField(_("Rice, laundry, haircut …")), required=True),
        },
        lambda values: lambda work: _redeem(work, row, values),
        lambda values, _line: _("{name} redeemed {points} points: {goods}").format(
            name=row.name, points=values["points"], goods=values["goods"]
        ),
        intro=_("{name} has {points} points.").format(name=row.name, points=row.points),
        undo=points_service.take_back_line,
        undone=_("The points of {name} are back").format(name=row.name),
    )


def _redeem(work: Work, row: Standing, values: Values) -> int:
    points_service.redeem(work, row.id, int(values["points"] or 0), values["goods"])
    return points.last_line(work, row.id)


def give_panel(row: Standing, people: Sequence[tuple[int, str]]) -> AskPanel:
    """Points to another volunteer (time bank)."""
    names = dict(people)
    return AskPanel(
        _("{name} gives points away").format(name=row.name),
        _("Give points"),
        {
            "receiver": Field(_("To whom"), ChoiceField([one for one in people if one[0] != row.id]), required=True),
            "points": Field(_("Points"), NumberField(_("points"), minimum=1), required=True),
            "note": Field(_("Note"), TextField()),
        },
        lambda values: lambda work: _give(work, row, values),
        lambda values, _line: _("{name} gave {points} points to {other}").format(
            name=row.name, points=values["points"], other=names.get(values["receiver"], "")
        ),
        intro=_("{name} has {points} points.").format(name=row.name, points=row.points),
        undo=points_service.take_back_line,
        undone=_("The points of {name} are back").format(name=row.name),
    )  # fmt: skip


def _give(work: Work, row: Standing, values: Values) -> int:
    points_service.give(
        work, row.id, int(values["receiver"] or 0), int(values["points"] or 0), values["note"]
    )
    return points.last_line(work, row.id)


def adjust_panel(row: Standing) -> AskPanel:
    """A balance that is put right."""

    def save(work: Work, values: Values) -> int:
        points_service.adjust(work, row.id, int(values["points"] or 0), values["note"])
        return points.last_line(work, row.id)

    return AskPanel(
        _("Put the points of {name} right").format(name=row.name),
        _("Put right"),
        {
            "points": Field(_("Points"), NumberField(_("points"), minimum=None), _("More: 5, fewer: -5"), required=True),
            "note": Field(_("Reason"), LongTextField(lines=2), required=True),
        },
        lambda values: lambda work: save(work, values),
        lambda values, _line: _("The points of {name} are put right by {points}").format(
            name=row.name, points=f"{int(values['points'] or 0):+d}"
        ),
        intro=_("{name} has {points} points.").format(name=row.name, points=row.points),
        undo=points_service.take_back_line,
    )  # fmt: skip


def grant_panel(row: Standing, approver: str) -> AskPanel:
    """The body in charge granted the star."""
    ref = row.award_id or 0
    panel = AskPanel(
        _("The star of {name} was granted").format(name=row.name),
        _("Note the star"),
        {"approver": Field(_("Granted by"), TextField(), required=True)},
        lambda values: lambda work: points_service.grant_star(work, ref, values["approver"]),
        lambda _values, _done: _("{name} holds {stars} now").format(name=row.name, stars="★" * row.reached),
        undo=lambda work, _done: points_service.take_back_grant(work, ref),
    )
    panel.form.set_values({"approver": approver})
    return panel


def hang_panel(waiting: Sequence[tuple[int, str, int]], last: date) -> AskPanel:
    """Applications for stars that hang out."""
    today = runner().backend.clock.today
    names = _(", ").join(f"{name} {'★' * stars}" for _ref, name, stars in waiting[:12])
    refs = [ref for ref, _name, _stars in waiting]
    panel = AskPanel(
        _("Hang out applications for stars"),
        _("Hang out"),
        {
            "place": Field(_("Hangs at"), TextField(_("Notice board, screen in the hall …"))),
            "first_day": Field(_("First day"), DateField(today)),
            "last_day": Field(_("Last day"), DateField(today), _("Empty: the earliest day allowed")),
        },
        lambda values: (
            lambda work: notice_service.hang(
                work,
                NoticeDraft(NoticeKind.STARS, values["place"], values["first_day"], values["last_day"]),
                refs,
            )
        ),
        lambda _values, _ref: _("{count} applications hang out").format(count=len(refs)),
        intro=_("{count} applications: {names}. Hung out today, {day} is the last day.").format(
            count=len(refs), names=names, day=last
        ),
    )
    panel.form.set_values({"place": _("Notice board in the hall"), "first_day": today()})
    return panel


def stars_panel(table: StarTable) -> AskPanel:
    """Another table of stars from a day on."""
    today = runner().backend.clock.today
    known = {stars: (hours, approver) for stars, hours, approver in table.levels}
    fields: dict[str, Field] = {"valid_from": Field(_("Holds from"), DateField(today), required=True)}
    for stars in range(1, MOST_STARS + 1):
        fields[f"hours_{stars}"] = Field("★" * stars, NumberField(_("hours"), minimum=1, maximum=100_000))
        fields[f"who_{stars}"] = Field(_("Approved by"), TextField())
    panel = AskPanel(
        _("Table of stars"),
        _("Save"),
        fields,
        lambda values: lambda work: _save_stars(work, values),
        lambda values, _done: _("The table of stars holds from {day} on").format(day=values["valid_from"]),
        intro=_("Stars without hours are not used. Stars that were granted stay."),
        undo=lambda work, day: points_service.drop_table(work, day, stars=True),
        columns=2,
        wide=frozenset({"valid_from"}),
    )
    shown: dict[str, Any] = {"valid_from": today()}
    for stars, (hours, approver) in known.items():
        shown |= {f"hours_{stars}": hours, f"who_{stars}": approver}
    panel.form.set_values(shown)
    for stars in range(1, MOST_STARS + 1):
        panel.form.fields[f"who_{stars}"].editor.setCursorPosition(0)  # its beginning says more than its end
    return panel


def _save_stars(work: Work, values: Values) -> date:
    levels = [
        (stars, int(values[f"hours_{stars}"]), values[f"who_{stars}"])
        for stars in range(1, MOST_STARS + 1)
        if values[f"hours_{stars}"]
    ]
    day: date = values["valid_from"] or work.clock.today()
    points_service.set_stars(work, day, levels)
    return day


def points_panel(rule: PointsRule) -> AskPanel:
    """Another points rule from a day on."""
    today = runner().backend.clock.today
    limit = _("Empty: without limit")
    panel = AskPanel(
        _("Rule of points"),
        _("Save"),
        {
            "valid_from": Field(_("Holds from"), DateField(today), required=True),
            "points_per_hour": Field(_("Points a whole hour"), NumberField(_("points"), maximum=100), required=True),
            "most_hours": Field(_("Hours of one service at most"), NumberField(_("hours"), maximum=24), limit),
            "cap": Field(_("Balance at most"), NumberField(_("points"), maximum=1_000_000), limit),
            "redeem_from_hours": Field(_("Redeemed from"), NumberField(_("hours"), maximum=10_000), _("Empty: at once")),
            "expiry": Field(_("Points lapse"), ChoiceField([("", _("Never")), ("year", _("At the end of the year"))])),
        },
        lambda values: lambda work: _save_points(work, values),
        lambda values, _done: _("The rule of points holds from {day} on").format(day=values["valid_from"]),
        undo=lambda work, day: points_service.drop_table(work, day, stars=False),
    )  # fmt: skip
    panel.form.set_values(
        {
            "valid_from": today(),
            "points_per_hour": rule.points_per_hour,
            "most_hours": rule.most_hours or None,
            "cap": rule.cap or None,
            "redeem_from_hours": rule.redeem_from_hours or None,
            "expiry": rule.expiry,
        }
    )
    return panel


def _save_points(work: Work, values: Values) -> date:
    day: date = values["valid_from"] or work.clock.today()
    per_hour, most, cap, since = (
        int(values[name] or 0) for name in ("points_per_hour", "most_hours", "cap", "redeem_from_hours")
    )
    rule = PointsRule(per_hour, most, cap, since, values["expiry"] or "")
    points_service.set_points_rule(work, day, rule)
    return day
