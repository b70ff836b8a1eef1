"""What the bell says of volunteers: certificates that hold no more as issued, notices whose days are over, hours to review, proofs that run out."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.i18n import _
from neighborcenter.kit.speech import say_day, say_moment
from neighborcenter.volunteers import basics, cards, need_queries, queries, register
from ui.kit.bell import Notice

SOON = timedelta(days=30)
MOST = 5


def notices(read: Any) -> list[Notice]:
    """Return what needs a look. Runs in the lane."""
    if not read.may(Permission.VOLUNTEERS_VIEW):
        return []
    return [*_asking(read), *_doubtful(read), *_down(read), *_policies(read), *_proofs(read)]


def _asking(read: Any) -> list[Notice]:
    return [
        Notice(
            _("“{what}” was moved: its shift waits for an answer").format(what=one.serves or one.post),
            f"{say_moment(one.starts)} → {say_moment(one.moved_starts)}", "arrow-left-right", "party",
            _("Look"), "volunteers", ("open", one.shift_id),
        )
        for one in need_queries.asking(read, read.clock.today())[:MOST]
    ]  # fmt: skip


def _doubtful(read: Any) -> list[Notice]:
    return [
        Notice(
            _("Certificate {number} names hours that do not count").format(number=row.number),
            _("{name}: revoke it and issue it anew.").format(name=row.name),
            "triangle-alert", "party", _("Look"), "volunteers", ("certificates", row.id),
        )
        for row in register.doubtful(read)[:MOST]
    ]  # fmt: skip


def _down(read: Any) -> list[Notice]:
    today = read.clock.today()
    return [
        Notice(
            _("Notice {number} may be taken down").format(number=number),
            _("Its hours are entered then."), "flag", "course", _("Look"), "volunteers", ("notices", ref),
        )
        for ref, number, last in queries.notices_hanging(read)
        if last < today
    ][:MOST]  # fmt: skip


def _policies(read: Any) -> list[Notice]:
    return [
        Notice(
            _("Policy {number} runs out").format(number=number),
            _("{day} is its last day, and none follows.").format(day=say_day(until, read.clock.today())),
            "shield-check", "notice", _("Look"), "volunteers", ("basics", ("policies", ref)),
        )
        for ref, number, until in basics.policies_running_out(read, read.clock.today() + SOON)[:MOST]
    ]  # fmt: skip


def _proofs(read: Any) -> list[Notice]:
    return [
        Notice(
            _("{name}: the proof of {skill} runs out").format(name=name, skill=skill),
            say_day(until, read.clock.today()), "id-card", "notice", _("Look"), "volunteers", ref,
        )
        for ref, name, skill, until in cards.proofs_running_out(read, read.clock.today() + SOON)[:MOST]
    ]  # fmt: skip
