"""The forms of the two tables: another version from a day on, or one that is put right."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from neighborcenter.kit.i18n import _
from neighborcenter.kit.work import Work
from neighborcenter.volunteers import table_service
from neighborcenter.volunteers.rules import PointsRule
from neighborcenter.volunteers.standings import StarTable
from ui.kit.fields import ChoiceField, NumberField, TextField
from ui.kit.form import Field
from ui.kit.jobs import runner
from ui.kit.moments import DateField
from ui.kit.spoken import spoken_day
from ui.volunteers.ask_panel import AskPanel, Values
from ui.volunteers.stars.tables import Version

MOST_STARS = 5


def form_of(version: Version, *, change: bool) -> AskPanel:
    """The form that begins from a version; with `change` it puts that version right."""
    return (stars_form if version.section == "stars" else points_form)(version, change=change)


def keep(work: Work, version: Version, *, instead_of: date | None = None) -> date:
    """Set a version as it stands; gives its first day."""
    day = version.valid_from or work.clock.today()
    if version.section == "stars":
        table_service.set_stars(work, day, version.content.levels, instead_of=instead_of)
    else:
        table_service.set_points_rule(work, day, version.content, instead_of=instead_of)
    return day


def drop(work: Work, version: Version) -> None:
    """Take a version away."""
    assert version.valid_from is not None
    table_service.drop_table(work, version.valid_from, stars=version.section == "stars")


def stars_form(version: Version, *, change: bool) -> AskPanel:
    """Stars, hours, who approves."""
    today = runner().backend.clock.today
    table: StarTable = version.content
    fields: dict[str, Field] = {"valid_from": Field(_("Holds from"), DateField(today), required=True)}
    for stars in range(1, MOST_STARS + 1):
        fields[f"hours_{stars}"] = Field("★" * stars, NumberField(_("hours"), minimum=1, maximum=100_000))
        fields[f"who_{stars}"] = Field(_("Approved by"), TextField())
    panel = AskPanel(
        _("Change the table of stars") if change else _("Table of stars"),
        _("Save"),
        fields,
        lambda values: lambda work: _save_stars(work, version, values, change=change),
        lambda values, _done: _("The table of stars holds from {day} on").format(
            day=spoken_day(values["valid_from"])
        ),
        intro=_("Stars without hours are not used. Stars that were granted stay."),
        undo=_undo(version, change=change),
        columns=2,
        wide=frozenset({"valid_from"}),
    )
    panel.form.share(1, 2)
    shown: dict[str, Any] = {"valid_from": version.valid_from if change else today()}
    for stars, hours, approver in table.levels:
        shown |= {f"hours_{stars}": hours, f"who_{stars}": approver}
    panel.form.set_values(shown)
    for stars in range(1, MOST_STARS + 1):
        panel.form.fields[f"who_{stars}"].editor.setCursorPosition(0)  # its beginning says more than its end
    return panel


def _save_stars(work: Work, version: Version, values: Values, *, change: bool) -> date:
    levels = [
        (stars, int(values[f"hours_{stars}"]), values[f"who_{stars}"])
        for stars in range(1, MOST_STARS + 1)
        if values[f"hours_{stars}"]
    ]
    day: date = values["valid_from"] or work.clock.today()
    table_service.set_stars(work, day, levels, instead_of=version.valid_from if change else None)
    return day


def points_form(version: Version, *, change: bool) -> AskPanel:
    """How hours become points."""
    today = runner().backend.clock.today
    limit = _("Empty: without limit")
    panel = AskPanel(
        _("Change the rule of points") if change else _("Rule of points"),
        _("Save"),
        {
            "valid_from": Field(_("Holds from"), DateField(today), required=True),
            "points_per_hour": Field(_("Points a whole hour"), NumberField(_("points"), maximum=100), required=True),
            "most_hours": Field(_("Hours of one service at most"), NumberField(_("hours"), maximum=24), limit),
            "cap": Field(_("Balance at most"), NumberField(_("points"), maximum=1_000_000), limit),
            "redeem_from_hours": Field(_("Redeemed from"), NumberField(_("hours"), maximum=10_000), _("Empty: at once")),
            "expiry": Field(_("Points lapse"), ChoiceField([("", _("Never")), ("year", _("At the end of the year"))])),
        },
        lambda values: lambda work: _save_points(work, version, values, change=change),
        lambda values, _done: _("The rule of points holds from {day} on").format(day=spoken_day(values["valid_from"])),
        undo=_undo(version, change=change),
    )  # fmt: skip
    rule: PointsRule = version.content
    panel.form.set_values(
        {
            "valid_from": version.valid_from if change else today(),
            "points_per_hour": rule.points_per_hour,
            "most_hours": rule.most_hours or None,
            "cap": rule.cap or None,
            "redeem_from_hours": rule.redeem_from_hours or None,
            "expiry": rule.expiry,
        }
    )
    return panel


def _save_points(work: Work, version: Version, values: Values, *, change: bool) -> date:
    day: date = values["valid_from"] or work.clock.today()
    per_hour, most, cap, since = (
        int(values[name] or 0) for name in ("points_per_hour", "most_hours", "cap", "redeem_from_hours")
    )
    rule = PointsRule(per_hour, most, cap, since, values["expiry"] or "")
    table_service.set_points_rule(work, day, rule, instead_of=version.valid_from if change else None)
    return day


def _undo(version: Version, *, change: bool) -> Callable[[Work, date], object]:
    """A new version goes again; one that was put right is as before."""
    if change:
        return lambda work, day: keep(work, version, instead_of=day)
    return lambda work, day: table_service.drop_table(work, day, stars=version.section == "stars")
