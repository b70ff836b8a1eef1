"""What the bell says of ledgers: how many people are late."""

from __future__ import annotations

from typing import Any

from neighborcenter.accounts.permissions import Permission
from neighborcenter.forms import queries
from neighborcenter.kit.i18n import _
from ui.kit.bell import Notice

MOST = 5


def notices(read: Any) -> list[Notice]:
    """Return what needs a look. Runs in the lane."""
    if not read.may(Permission.FORMS_VIEW):
        return []
    late = [one for one in queries.overview(read) if one.overdue]
    return [
        Notice(
            _("{name}: {count} late").format(name=one.name, count=one.overdue),
            one.module, "clock", "notice", _("Look"), "forms", ("due", one.id),
        )
        for one in late[:MOST]
    ]  # fmt: skip
