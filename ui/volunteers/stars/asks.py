"""The short forms of stars and points: redeem, give, put right, grant, hang out, and the two tables."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from neighborcenter.kit.i18n import _
from neighborcenter.kit.work import Work
from neighborcenter.volunteers import notice_service, points, points_service
from neighborcenter.volunteers.drafts import NoticeDraft
from neighborcenter.volunteers.kinds import NoticeKind
from neighborcenter.volunteers.standings import Standing
from ui.kit.fields import ChoiceField, LongTextField, NumberField, TextField
from ui.kit.form import Field
from ui.kit.jobs import runner
from ui.kit.moments import DateField
from ui.kit.spoken import spoken_day
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
        _("Post applications for stars"),
        _("Post now"),
        {
            "place": Field(_("Posted at"), TextField(_("Notice board, screen in the hall …"))),
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
        lambda _values, _ref: _("{count} applications are posted").format(count=len(refs)),
        intro=_("{count} applications: {names}. Posted today, {day} is the last day.").format(
            count=len(refs), names=names, day=spoken_day(last)
        ),
    )
    panel.form.set_values({"place": _("Notice board in the hall"), "first_day": today()})
    return panel
