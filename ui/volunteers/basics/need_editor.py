"""The form of a need, and below it what its shifts would become, while one types."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields as fields_of
from dataclasses import replace
from typing import Any

from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import Invalid, Problem
from neighborcenter.kit.times import clock_text, minutes_of
from neighborcenter.kit.work import Read, Work
from neighborcenter.volunteers import need_plan, need_service, need_targets, queries
from neighborcenter.volunteers.drafts import NeedDraft
from neighborcenter.volunteers.kinds import Serves
from neighborcenter.volunteers.need_plan import Turn
from neighborcenter.volunteers.need_queries import NeedRow
from neighborcenter.volunteers.texts import word
from ui.kit.fields import ChoiceField, FlagField, LongTextField, NumberField, TextField
from ui.kit.form import Field
from ui.kit.jobs import runner
from ui.kit.moments import DateField
from ui.volunteers.ask_panel import Values
from ui.volunteers.basics.days_field import DaysField
from ui.volunteers.basics.outlook import NeedPanel
from ui.volunteers.basics.skills_field import SkillsField
from ui.volunteers.basics.week_field import DAY, ShiftTimes

Choices = tuple[list[tuple[int, str]], list[tuple[int, str]], list[tuple[Any, str]]]
WIDE = frozenset(
    {
        "post_id", "target", "name", "lead_required", "skills", "weekdays", "opens", "on_holidays", "dangerous",
        "open_to_take", "note",
    }
)  # fmt: skip
WALKED = ("weekdays", "opens", "on_holidays")
AROUND = ("before_minutes", "after_minutes")
NUMBERS = ("minimum", "maximum", "before_minutes", "after_minutes", "age_from", "age_to")


def choices(read: Read) -> Choices:
    """Posts, skills, and what a need may hang on."""
    return (
        [(ref, name) for ref, name, _kind in queries.posts(read)],
        [(ref, name) for ref, name, _proof in queries.skills(read)],
        [((one.serves, one.key), one.words) for one in need_targets.targets(read)],
    )


def need_editor(found: Choices, row: NeedRow | None) -> NeedPanel:
    """The form of a new need, or of one that is changed; `done` carries its id."""
    posts, skills, targets = found
    intro = _("Whatever of it takes place gets its shifts; moved and cancelled, they follow.")
    if row is not None:
        intro = f"{word(row.draft.serves)} · {row.hangs_on}"
    panel = NeedPanel(
        _("Want people") if row is None else _("Change {name}").format(name=row.post),
        _("Want people") if row is None else _("Save"),
        _fields(posts, skills, targets if row is None else None),
        lambda values: lambda work: _save(work, row, _draft(values, row)),
        lambda values, done: _said(dict(posts)[values["post_id"]], done),
        look=None if row is None else lambda values: _look(row.need_id, _draft(values, row)),
        intro=intro,
        undo=_undo(row),
        columns=2,
        wide=WIDE,
    )
    draft = NeedDraft(0) if row is None else row.draft
    shown = {one.name: getattr(draft, one.name) for one in fields_of(draft)}
    shown |= {name: shown[name] or None for name in ("age_from", "age_to", *AROUND)}
    if row is None:
        shown |= {"post_id": None, "minimum": None, "maximum": None}
    opens, closes = (minutes_of(draft.opens or "19:30"), minutes_of(draft.closes or "21:00"))
    shown["opens"] = (opens, closes if closes > opens else closes + DAY)
    panel.form.set_values(shown)

    def fit() -> None:
        target = panel.form.fields.get("target")
        serves = draft.serves if target is None else (target.value() or (Serves.ACTIVITY_KIND, ""))[0]
        for name in WALKED:
            panel.form.fields[name].setVisible(serves is Serves.ROUTE)
        for name in AROUND:
            panel.form.fields[name].setVisible(serves is not Serves.ROUTE)

    panel.form.changed.connect(fit)
    fit()
    panel.look()
    return panel


def end_panel(row: NeedRow) -> NeedPanel:
    """Want nobody any more: what goes and what stays, before it is agreed to."""
    panel = NeedPanel(
        _("End the need “{post}” for {what}").format(post=row.post, what=row.hangs_on),
        _("End the need"),
        {},
        lambda _values: lambda work: need_service.end_need(work, row.need_id),
        lambda _values, done: _("{dropped} shifts are called off; {kept} stay, people are on them.").format(
            dropped=done.dropped, kept=done.kept
        ),
        look=lambda _values: _look(row.need_id, None),
        undo=lambda work, _done: need_service.resume_need(work, row.need_id),
    )
    panel.look()
    return panel


def _look(ref: int, draft: NeedDraft | None) -> Callable[[Read], tuple[Turn, ...]]:
    return lambda read: need_plan.preview(read, ref, draft)


def _fields(
    posts: list[tuple[int, str]], skills: list[tuple[int, str]], targets: list[tuple[Any, str]] | None
) -> dict[str, Field]:
    today = runner().backend.clock.today
    people, minutes = _("people"), _("min")
    fields: dict[str, Field] = {"post_id": Field(_("Post"), ChoiceField(posts), required=True)}
    if targets is not None:
        fields["target"] = Field(_("Wanted for"), ChoiceField(targets), required=True)
    return fields | {
        "name": Field(_("Name of the shift"), TextField()),
        "wanted": Field(_("People wanted"), NumberField(people, minimum=1, maximum=99), required=True),
        "maximum": Field(_("At most"), NumberField(people, minimum=1, maximum=99), _("Empty: as wanted")),
        "minimum": Field(_("At least"), NumberField(people, maximum=99), _("Empty: 1")),
        "skills": Field(_("Skills needed"), SkillsField(skills)),
        "before_minutes": Field(_("Minutes before"), NumberField(minutes, maximum=720)),
        "after_minutes": Field(_("Minutes after"), NumberField(minutes, maximum=720)),
        "weekdays": Field(_("Walked on"), DaysField()),
        "opens": Field(_("Walked from – to"), ShiftTimes()),
        "on_holidays": Field("", FlagField(_("Also on holidays and closed days"))),
        "age_from": Field(_("From age"), NumberField(_("years"), maximum=120)),
        "age_to": Field(_("To age"), NumberField(_("years"), maximum=120)),
        "lead_required": Field("", FlagField(_("A lead is required"))),
        "dangerous": Field("", FlagField(_("Dangerous: insured grown-ups only"))),
        "open_to_take": Field("", FlagField(_("Anybody who may takes a place"))),
        "valid_from": Field(_("First day"), DateField(today), _("Empty: at once")),
        "valid_to": Field(_("Last day"), DateField(today), _("Empty: until it is ended")),
        "note": Field(_("Note"), LongTextField(lines=2)),
    }  # fmt: skip


def _draft(values: Values, row: NeedRow | None) -> NeedDraft:
    """What stands in the form.  Raises Invalid while it says not whom or for what."""
    target = values.get("target")
    missing = [
        Problem(field, code)
        for field, code, there in (
            ("post_id", "volunteers.post_missing", values["post_id"] is not None),
            ("target", "volunteers.served_missing", row is not None or target is not None),
        )
        if not there
    ]
    if missing:
        raise Invalid(*missing)
    wanted = int(values["wanted"] or 1)
    plain: Values = {
        name: values[name]
        for name in (
            "post_id",
            "skills",
            "lead_required",
            "dangerous",
            "open_to_take",
            "valid_from",
            "valid_to",
        )
    }
    numbers: Values = {name: int(values[name] or 0) for name in NUMBERS}
    numbers["minimum"] = min(wanted, 1) if values["minimum"] is None else numbers["minimum"]
    numbers["maximum"] = wanted if values["maximum"] is None else numbers["maximum"]
    base = row.draft if row is not None else _hung_on(target or (Serves.SESSION, None))
    walk = values["opens"] if base.serves is Serves.ROUTE else None
    return replace(
        base,
        **plain,
        **numbers,
        wanted=wanted,
        name=values["name"] or "",
        note=values["note"] or "",
        weekdays=values["weekdays"] if base.serves is Serves.ROUTE else "",
        opens=clock_text(walk[0]) if walk else "",
        closes=clock_text(walk[1] % DAY) if walk else "",
        on_holidays=bool(values["on_holidays"]),
    )


def _hung_on(target: tuple[Serves, Any]) -> NeedDraft:
    serves, ref = target
    by_kind = serves in (Serves.ACTIVITY_KIND, Serves.BOOKING_KIND)
    return NeedDraft(0, serves, **({"kind": ref} if by_kind else {f"{serves.value}_id": ref}))


def _save(work: Work, row: NeedRow | None, draft: NeedDraft) -> need_service.Answered:
    if row is None:
        return need_service.add_need(work, draft)
    return need_service.change_need(work, row.need_id, draft, version=row.version)


def _undo(row: NeedRow | None) -> Callable[[Work, Any], Any]:
    if row is None:
        return lambda work, done: need_service.end_need(work, done.need_id)
    return lambda work, _done: need_service.change_need(work, row.need_id, row.draft)


def _said(post: str, done: need_service.Answered) -> str:
    parts = [
        words.format(count=count)
        for words, count in (
            (_("{count} shifts are made"), done.made),
            (_("{count} called off"), done.dropped),
            (_("{count} move along"), done.moved),
            (_("{count} ask their people"), done.asking),
            (_("{count} stay with people on them"), done.kept),
        )
        if count
    ]
    return _("{post}: {what}").format(post=post, what=_(", ").join(parts) or _("kept; no shift changes"))
