"""The counter for the tests of papers: a number, a matter with its papers out and back, a loan, a handover."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from neighborcenter.booking import resource_service
from neighborcenter.booking.resource_drafts import ResourceDraft
from neighborcenter.desk.counter import handover_service, loan_service, thing_service
from neighborcenter.desk.counter.drafts import HandoverDraft, LoanDraft, ThingDraft
from neighborcenter.desk.matters import hand_service, service
from neighborcenter.desk.matters.drafts import HandDraft, MatterDraft, PaperDraft
from neighborcenter.desk.queue import service as queue
from neighborcenter.desk.queue import setup_service
from neighborcenter.desk.queue.drafts import TicketDraft


class Counter:
    """Ids of what was made."""

    ticket = 0
    matter = 0
    loan = 0
    handover = 0


def fill_counter(filled: Any) -> Counter:
    """Make one of each on the day of the clock, outside the months of the papers."""
    made = Counter()
    with filled.make._work() as work:
        setup_service.switch(work, on=True)
        made.ticket = queue.take(work, TicketDraft(service_id=filled.services[0])).ticket_id
        papers = (PaperDraft("身份证", there=True), PaperDraft("户口簿"))
        done = service.take_in(
            work, MatterDraft(filled.services[1], filled.people[0], papers=papers, agent="王敏", accept=True)
        )
        made.matter = done.matter_id
        hand_service.hand_over(work, HandDraft(made.matter, "周敏", "镇便民服务中心 李科", "身份证复印件"))
        chair = resource_service.add_resource(work, ResourceDraft("轮椅", quantity=2))
        due = datetime(2026, 11, 25, 17, 30)
        made.loan = loan_service.lend(
            work, LoanDraft(chair, due, resident_id=filled.people[1], deposit_fen=20_000)
        ).loan_id
        thing_service.add_thing(work, ThingDraft(what="黑色雨伞", kept_at="前台抽屉"))
        made.handover = handover_service.hand_over(
            work, HandoverDraft("沈洁", cash_fen=20_000, cash_note="轮椅押金", words="电梯下午检修。")
        )
    return made
