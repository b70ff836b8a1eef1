"""Certificates of service: the register, issuing with what will be certified in sight, revoking."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import shiboken6
from PySide6.QtWidgets import QWidget

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.i18n import N_, _
from neighborcenter.kit.work import Read
from neighborcenter.volunteers import certificate_service, queries, register
from neighborcenter.volunteers.drafts import CertificateDraft
from neighborcenter.volunteers.kinds import HoursStatus
from neighborcenter.volunteers.queries import HoursRow
from neighborcenter.volunteers.register import CertificateRow
from ui.kit.actions import ActionSpec
from ui.kit.buttons import Button
from ui.kit.chips import StatusChip
from ui.kit.columns import Empty, FilterChoice, Sort, Where
from ui.kit.fields import ChoiceField, LongTextField, TextField
from ui.kit.form import Field
from ui.kit.jobs import Query, may, runner
from ui.kit.labels import Label
from ui.kit.listing import Listing
from ui.kit.moments import DateField
from ui.kit.page import Stop
from ui.kit.pause import Pause
from ui.kit.spoken import spoken_day, spoken_days
from ui.kit.table import TableView
from ui.people.panels import Fact, Panel
from ui.volunteers import acts
from ui.volunteers.ask_panel import AskPanel
from ui.volunteers.columns import CERTIFICATE_COLUMNS
from ui.volunteers.looks import hours_words
from ui.volunteers.tab import Tab

PAPER = "service_certificate"


class CertificateTab(Tab):
    """The register."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._panel: Panel | None = None
        reviews = may(Permission.VOLUNTEERS_REVIEW)
        self.table = TableView(
            "volunteer.certificates",
            CERTIFICATE_COLUMNS,
            Listing(
                register.certificates,
                CERTIFICATE_COLUMNS,
                lambda row: f"{row.number} {row.name} {row.volunteer_number}",
                _fits,
            ),
            filters=(
                FilterChoice(
                    "holds",
                    N_("State"),
                    [("valid", _("Valid")), ("doubtful", _("Hours changed")), ("revoked", _("Revoked"))],
                ),
            ),
            empty=Empty(
                _("No certificate yet"), _("Certificates are issued from entered hours, free of charge."),
                "file-text", _("Issue a certificate") if reviews else "", self.issue,
            ),
            sort=Sort("issued_on", descending=True),
            placeholder=_("Name, pinyin, certificate or volunteer no."),
            take_away=_("Service certificates") if may(Permission.EXPORT) else "",
        )  # fmt: skip
        self.new = self.main_button = Button(_("Issue a certificate"), "primary", "plus", "Ctrl N")
        self.new.setEnabled(reviews)
        self.new.clicked.connect(lambda _checked=False: self.issue())
        self.table.bar.add_right(self.new)
        self.box.addWidget(self.table, 1)
        self.table.opened.connect(self._on_row)
        self.table.current_changed.connect(self._on_current)

    def reload(self) -> None:
        """Read the register again."""
        self.table.reload()

    def begin(self) -> None:
        """The caret stands in the search line."""
        self.table.bar.line.setFocus()

    def open(self, target: Any) -> None:
        """("issue", volunteer) opens the form; an id selects a certificate."""
        if isinstance(target, tuple):
            self.issue(int(target[1]))
        else:
            self.table.select(int(target))

    # -- one certificate -------------------------------------------------------------------------------------

    def _is_asking(self) -> bool:
        panel = self._panel
        return isinstance(panel, AskPanel) and shiboken6.isValid(panel) and panel.isVisible()

    def _on_current(self, ref: int | None) -> None:
        if ref is not None:
            self._on_row(ref)

    def _on_row(self, _ref: int) -> None:
        row = self.table.current_row()
        if row is None or self._is_asking():
            return
        panel = self._panel = Panel(row.name)
        panel.add_head_button("printer", _("Print the certificate"), lambda: self.print_certificate(row))
        facts = (
            (_("Certificate no."), row.number),
            (_("Volunteer no."), row.volunteer_number),
            (_("Period"), spoken_days(row.first_day, row.last_day)),
            (_("Hours certified"), hours_words(row.minutes)),
            (_("Issued on"), spoken_day(row.issued_on)),
            (_("Revoked on"), spoken_day(row.revoked_on) if row.revoked_on else ""),
            (_("Reason"), row.revoke_reason),
        )
        for name, value in facts:
            if value:
                panel.body.addWidget(Fact(name, value))
        panel.body.addStretch(1)
        if row.doubtful:
            self._say_doubtful(panel, row)
        if row.revoked_on is None:
            revoke = Button(_("Revoke …"), "secondary", "x", main=True)
            revoke.setEnabled(may(Permission.VOLUNTEERS_REVIEW))
            revoke.clicked.connect(lambda _checked=False: self.revoke(row))
            panel.foot_row.addWidget(revoke)
        else:
            anew = Button(_("Issue anew …"), "secondary", "rotate-ccw", main=True)
            anew.setEnabled(may(Permission.VOLUNTEERS_REVIEW))
            anew.clicked.connect(lambda _checked=False: self.issue(row.volunteer_id, row))
            panel.foot_row.addWidget(anew)
        show = Button(_("Print"), "primary", "printer", "F8", main=True)
        show.clicked.connect(lambda _checked=False: self.print_certificate(row))
        panel.foot_row.addWidget(show, 1)
        self.show_panel(panel)

    def _say_doubtful(self, panel: Panel, row: CertificateRow) -> None:
        """Hours it names were voided or put right: it is revoked and issued anew."""
        panel.body.insertWidget(0, StatusChip(_("Hours changed"), "party", "triangle-alert"))
        words = _("{length} of it were voided or put right after it was issued: revoke it and issue it anew.")
        panel.body.insertWidget(
            1, Label(words.format(length=hours_words(row.gone)), "small", "accent_text", wrap=True)
        )

    def print_certificate(self, row: CertificateRow) -> None:
        """The preview of the certificate; one key prints."""
        acts.print_paper(self, PAPER, _("Service certificate"), {"certificate": row.id}, row.number)

    def revoke(self, row: CertificateRow) -> None:
        """Ask why; the number stays in the register."""
        self._ask(
            AskPanel(
                _("Revoke {number}").format(number=row.number),
                _("Revoke"),
                {"reason": Field(_("Reason"), LongTextField(lines=3), required=True)},
                lambda values: lambda work: certificate_service.revoke(work, row.id, values["reason"]),
                lambda _values, _done: _("{number} is revoked").format(number=row.number),
                intro=_("It stays in the register with its reason. Its number is never given again."),
            ),
            row.id,
        )

    def _ask(self, panel: AskPanel, ref: int | None = None) -> None:
        """Show a form; afterwards the certificate `ref` is in sight, or none."""
        self._panel = panel
        panel.done.connect(lambda _result: self._on_asked(ref))
        self.show_panel(panel)

    def _on_asked(self, ref: int | None) -> None:
        self._panel = None
        self.close_panel()
        self.table.reload()
        if ref is not None:
            self.table.select(ref)

    # -- issuing ---------------------------------------------------------------------------------------------

    def issue(self, volunteer_id: int | None = None, instead: CertificateRow | None = None) -> None:
        """The form of a new certificate, with what stood on the one it is issued `instead` of."""
        if may(Permission.VOLUNTEERS_REVIEW):
            Query(self, _people, key="issue").then(
                lambda people: self._ask(IssuePanel(people, volunteer_id, instead))
            ).start()

    def _do_current(self, act: Any) -> None:
        row = self.table.current_row()
        if row is not None:
            act(row)

    def action_specs(self) -> Sequence[ActionSpec]:
        """What can be done here."""
        reviews = Permission.VOLUNTEERS_REVIEW
        return (
            ActionSpec("volunteers.issue", N_("Issue a certificate"), "plus", "Ctrl+N", reviews, run=self.issue),
            ActionSpec("volunteers.revoke", N_("Revoke"), "x", "Alt+X", reviews, "selection", run=lambda: self._do_current(self.revoke)),
            ActionSpec("volunteers.certificate", N_("Print the certificate"), "printer", "F8", needs="selection", run=lambda: self._do_current(self.print_certificate)),
            ActionSpec("volunteers.find", N_("Find in this list"), "search", "Ctrl+F", run=self.begin),
            ActionSpec("volunteers.print", N_("Print this list"), "printer", "Ctrl+P", Permission.EXPORT, run=self.table.print_list),
        )  # fmt: skip

    def tour_stops(self) -> Sequence[Stop]:
        """A certificate, and the form."""
        return (
            Stop("row", self._open_first),
            Stop("issue", self.issue),
            Stop("closed", self.close_panel),
        )

    def _open_first(self) -> None:
        ref = self.table.model.id_at(0)
        if ref is not None:
            self.table.select(ref)


class IssuePanel(AskPanel):
    """Issue a certificate; what will be certified stands above and follows the fields."""

    def __init__(
        self,
        people: Sequence[tuple[int, str]],
        volunteer_id: int | None,
        instead: CertificateRow | None = None,
    ) -> None:
        today = runner().backend.clock.today
        names = dict(people)
        super().__init__(
            _("Issue a certificate"),
            _("Issue"),
            {
                "volunteer_id": Field(_("Volunteer"), ChoiceField(people), required=True),
                "first_day": Field(_("First day"), DateField(today, "past"), required=True),
                "last_day": Field(_("Last day"), DateField(today, "past"), required=True),
                "purpose": Field(_("Needed for"), TextField(_("School, employer, award …"))),
                "responsible": Field(_("Signs as responsible"), TextField(), required=True),
                "handler": Field(_("Signs as handling it"), TextField(), required=True),
                "note": Field(_("Note"), TextField()),
            },
            lambda values: (
                lambda work: certificate_service.issue(
                    work,
                    CertificateDraft(
                        **{**values, "volunteer_id": values["volunteer_id"] or 0},
                        replaces_id=None if instead is None else instead.id,
                    ),
                )
            ),
            lambda values, _ref: _("The certificate of {name} is issued").format(
                name=names.get(values["volunteer_id"], "")
            ),
            columns=2,
            wide=frozenset({"volunteer_id", "purpose", "note"}),
        )
        self.form.set_values(
            {
                "volunteer_id": volunteer_id,
                "first_day": date(today().year, 1, 1),
                "last_day": today(),
                "handler": getattr(runner().actor, "name", ""),
            }
        )
        if instead is not None:
            kept = ("first_day", "last_day", "purpose", "responsible", "handler")
            self.form.set_values({name: getattr(instead, name) for name in kept})
        self._pause = Pause(self, 60, self._count)
        self.form.changed.connect(self._pause.start)
        self._count()

    def _count(self) -> None:
        values = self.form.values()
        who, first, last = values["volunteer_id"], values["first_day"], values["last_day"]
        if who is None or first is None or last is None or last < first:
            self.say_intro(_("Choose who and which days: then it says here what will be certified."))
            return
        Query(
            self,
            lambda read: queries.hours(
                read, first, last + timedelta(days=1), statuses=(HoursStatus.ENTERED,), volunteer_id=who
            ),
            key="count",
            lane="quick",
        ).then(self._on_counted).start()

    def _on_counted(self, lines: Sequence[HoursRow]) -> None:
        lines = [one for one in lines if not one.brought_in]
        if not lines:
            self.say_intro(_("No hours of these days have been entered: nothing can be certified."))
            return
        self.say_intro(
            _("Certifies {length} in {count} lines, from {first} to {last}.").format(
                length=hours_words(sum(one.minutes for one in lines)),
                count=len(lines), first=lines[0].day, last=lines[-1].day,
            )
        )  # fmt: skip


def _fits(row: CertificateRow, where: Where) -> bool:
    holds = where.get("holds")
    state = "revoked" if row.revoked_on is not None else "doubtful" if row.doubtful else "valid"
    return holds is None or holds == state or (holds == "valid" and state == "doubtful")


def _people(read: Read) -> list[tuple[int, str]]:
    return [(one.id, f"{one.name} {one.number}") for one in queries.volunteers(read)]
