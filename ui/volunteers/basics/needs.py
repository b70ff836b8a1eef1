"""Needs: who is wanted for what.  Changed and ended here, with what becomes of the shifts shown before."""

from __future__ import annotations

from typing import Any

from neighborcenter.kit.i18n import N_, _
from neighborcenter.kit.work import Read
from neighborcenter.volunteers import need_queries, need_service
from neighborcenter.volunteers.drafts import NeedDraft
from neighborcenter.volunteers.kinds import Serves
from neighborcenter.volunteers.need_queries import NeedRow
from neighborcenter.volunteers.texts import word
from ui.kit.chips import StatusChip
from ui.kit.columns import Column, FilterChoice, Mark, Where
from ui.kit.jobs import Query
from ui.kit.labels import Label
from ui.kit.top_bar import WEEKDAYS
from ui.people.panels import Fact, Panel
from ui.volunteers import acts
from ui.volunteers.basics.need_editor import choices, end_panel, need_editor
from ui.volunteers.basics.part import Part

COLUMNS = (
    Column("post", N_("Post"), 130, strong=True),
    Column("serves", N_("Serves"), 120, show=lambda row: word(row.draft.serves), sort=None),
    Column("hangs_on", N_("Wanted for"), 190, stretch=True),
    Column("name", N_("Name of the shift"), 130, show=lambda row: row.draft.name, sort=None),
    Column("wanted", N_("People wanted"), 110, align="right", show=lambda row: count_words(row.draft), sort=None),
    Column("skills", N_("Skills"), 150, show=lambda row: skill_words(row), sort=None),
    Column("coming", N_("Shifts to come"), 110, align="right"),
    Column("active", N_("State"), 110, show=lambda row: need_mark(row)),
)  # fmt: skip


def need_mark(row: NeedRow) -> Mark:
    """Whether people are still wanted."""
    return Mark(_("Wanted"), "service", "check") if row.active else Mark(_("Ended"), "closed", "x")


def count_words(draft: NeedDraft) -> str:
    """2, or 2 (1–3) with the fewest and the most."""
    if draft.minimum == draft.wanted == draft.maximum:
        return str(draft.wanted)
    return f"{draft.wanted} ({draft.minimum}–{draft.maximum})"


def skill_words(row: NeedRow) -> str:
    """护理 ×1, 急救 ×2."""
    return _(", ").join(f"{name} ×{count}" for name, count in row.skills)


def when_words(draft: NeedDraft) -> str:
    """When the shift is, beside what it serves; for a line its weekdays and times."""
    if draft.serves is Serves.ROUTE:
        days = _(", ").join(_(name) for at, name in enumerate(WEEKDAYS, 1) if str(at) in draft.weekdays)
        return f"{days} {draft.opens}–{draft.closes}"
    if not draft.before_minutes and not draft.after_minutes:
        return _("As long as it lasts")
    if not draft.after_minutes:
        return _("from {before} min before, until it ends").format(before=draft.before_minutes)
    around = _("from {before} min before to {after} min after")
    return around.format(before=draft.before_minutes, after=draft.after_minutes)


class NeedsPart(Part):
    """The list of needs."""

    def __init__(self) -> None:
        super().__init__(
            "needs",
            _("Needs"),
            _("Want people"),
            COLUMNS,
            _all,
            lambda row: f"{row.post} {row.hangs_on} {row.draft.name} {skill_words(row)}",
            empty=(
                _("Nobody is wanted for anything yet."),
                _("Whatever of it takes place gets its shifts; moved and cancelled, they follow."),
                "list-checks",
            ),
            filters=(
                FilterChoice("active", N_("State"), [(True, _("Wanted")), (False, _("Ended"))]),
                FilterChoice("serves", N_("Serves"), [(one, word(one)) for one in Serves]),
            ),
            fits=_fits,
            placeholder=_("Post, activity, room, route or skill"),
        )

    def title_of(self, row: NeedRow) -> str:
        """The post and the name of its shift."""
        return f"{row.post} {row.draft.name}".strip()

    def fill_card(self, panel: Panel, row: NeedRow) -> None:
        """Who is wanted, for what, when."""
        draft = row.draft
        if not row.active:
            panel.body.addWidget(StatusChip(*need_mark(row)))
        if draft.dangerous:
            words = _("Dangerous: insured people of 18 and above only")
            panel.body.addWidget(StatusChip(words, "notice", "triangle-alert"))
        ages = f"{draft.age_from or ''}–{draft.age_to or ''}" if draft.age_from or draft.age_to else ""
        days = f"{draft.valid_from or ''} – {draft.valid_to or ''}"
        for name, value in (
            (_("Wanted for"), f"{word(draft.serves)} · {row.hangs_on}"),
            (_("When"), when_words(draft)),
            (_("At least, wanted, at most"), f"{draft.minimum} · {draft.wanted} · {draft.maximum}"),
            (_("Skills"), skill_words(row)),
            (_("Lead"), _("In every shift") if draft.lead_required else ""),
            (_("Ages"), ages),
            (_("Places"), _("Anybody who may takes a place") if draft.open_to_take else ""),
            (_("Holds"), days if draft.valid_from or draft.valid_to else ""),
            (_("Note"), draft.note),
        ):
            if value:
                panel.body.addWidget(Fact(name, value))
        panel.body.addWidget(
            Label(_("{count} shifts to come").format(count=row.coming), "small", "text2", wrap=True)
        )
        panel.body.addStretch(1)
        if row.active:
            self.foot(panel, _("End …"), "x", lambda: self.ask(end_panel(row)))
            self.foot(panel, _("Change"), "pencil", self.change, main=True)
        else:
            self.foot(panel, _("Change"), "pencil", self.change)
            self.foot(panel, _("Want them again"), "rotate-ccw", lambda: self._resume(row), main=True)

    def _resume(self, row: NeedRow) -> None:
        acts.act(
            self,
            lambda work: need_service.resume_need(work, row.need_id),
            lambda done: _("{post}: {count} shifts are made").format(post=row.post, count=done.made),
            undo=lambda work, _done: need_service.end_need(work, row.need_id),
        )

    def edit(self, row: NeedRow | None) -> None:
        """Post, what it hangs on, whom it asks for."""
        if row is None or row.active:
            Query(self, choices, key="edit").then(lambda found: self.ask(need_editor(found, row))).start()

    def _on_asked(self, result: Any) -> None:
        super()._on_asked(getattr(result, "need_id", result))


def _all(read: Read) -> list[NeedRow]:
    return need_queries.needs(read, ended=True)


def _fits(row: NeedRow, where: Where) -> bool:
    active, serves = where.get("active"), where.get("serves")
    return (active is None or row.active == active) and (serves is None or row.draft.serves is serves)
