"""The Volunteers place: who helps, the hours they gave, public notices, certificates, the roster."""

from __future__ import annotations

from typing import Any, ClassVar

from neighborcenter.kit.i18n import N_
from ui.kit.tabbed import TabbedPage


class VolunteersPage(TabbedPage):
    """Everything about the people who help."""

    key: ClassVar[str] = "volunteers"
    title: ClassVar[str] = N_("Volunteers")
    watches: ClassVar[frozenset[str]] = frozenset(
        {
            "volunteer", "volunteer_status", "volunteer_skill", "availability", "leave", "volunteer_bond",
            "team", "team_member", "policy", "policy_member", "skill", "service_hours", "sign_in", "notice",
            "objection", "closed_month", "star_award", "points_entry", "certificate", "post", "shift",
            "shift_pattern", "post_skill", "assignment", "need", "need_skill", "patrol_route", "volunteer_note", "roster_rule", "star_level", "points_rule", "resident",
        }
    )  # fmt: skip
    TABS = (
        ("roster", N_("Roster"), "ui.volunteers.roster.tab:RosterTab"),
        ("open", N_("Shifts to fill"), "ui.volunteers.open.tab:OpenTab"),
        ("people", N_("People who help"), "ui.volunteers.people_tab:PeopleTab"),
        ("hours", N_("Volunteer hours"), "ui.volunteers.hours_tab:HoursTab"),
        ("notices", N_("Public notices"), "ui.volunteers.notice_tab:NoticeTab"),
        ("stars", N_("Stars and points"), "ui.volunteers.stars.tab:StarsTab"),
        ("certificates", N_("Service certificates"), "ui.volunteers.certificate_tab:CertificateTab"),
        ("basics", N_("Teams and posts"), "ui.volunteers.basics.tab:BasicsTab"),
    )

    def open(self, target: Any) -> None:
        """An id is a volunteer; ("hours", …) or any other tab by its key, with what it shall show."""
        if isinstance(target, int):
            self.show_tab("people", target)
        else:
            super().open(target)
