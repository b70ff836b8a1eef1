"""代办 and 帮办: the papers go to the office that decides and come back; both times both sides sign."""

from __future__ import annotations

from neighborcenter.accounts.permissions import Permission
from neighborcenter.desk.matters import rules
from neighborcenter.desk.matters.drafts import HandDraft
from neighborcenter.desk.matters.kinds import Act
from neighborcenter.desk.matters.models import matter
from neighborcenter.desk.matters.records import refuse_act, step, stored
from neighborcenter.kit.problems import Invalid, Problem, refuse
from neighborcenter.kit.work import Work


def hand_over(work: Work, draft: HandDraft) -> None:
    """Note that the papers changed hands: out to the office, or `back` from it.  Raises NotFound, Invalid."""
    work.require(Permission.DESK_SERVE)
    act = Act.HAND_BACK if draft.back else Act.HAND_OUT
    row = stored(work, draft.matter_id)
    refuse_act(act, row)
    refuse(rules.problems_in_hand(draft))
    if row.away is not draft.back:
        raise Invalid(Problem("matter", "matters.not_away" if draft.back else "matters.away_already"))
    work.update(matter, row.id, away=not draft.back)
    step(
        work, row, act, draft.words, giver=draft.giver.strip(), taker=draft.taker.strip(),
        papers=draft.papers.strip(),
    )  # fmt: skip
    work.touched("matter_step")


def undo_hand_over(work: Work, matter_id: int, *, back: bool) -> None:
    """Take the latest hand-over back: the papers are where they were; both lines stay.  Raises NotFound."""
    work.require(Permission.DESK_SERVE)
    row = stored(work, matter_id)
    work.update(matter, row.id, away=back)
    step(work, row, Act.NOTE, "↶")
    work.record("matters.note", "matter", row.id, undone="hand_over")
