"""What the screens of activities do: each act starts its Command, says what happened, and offers it back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from neighborcenter.activities import (
    answer_service,
    checkin_service,
    enroll_service,
    service,
    session_service,
    transfer_service,
    waiting_service,
)
from neighborcenter.activities.checkin_service import CheckedIn
from neighborcenter.activities.drafts import EnrollDraft, SessionMoveDraft, TransferDraft, WalkInDraft
from neighborcenter.activities.enroll_service import Enrolled, Left
from neighborcenter.activities.kinds import EnrollmentStatus
from neighborcenter.activities.rows import ActivityCard, EnrollmentRow, SessionRow
from neighborcenter.activities.session_service import Changed
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import Refused, speak
from neighborcenter.reports.press import press
from ui.activities.door_list import DoorLine
from ui.activities.looks import when_words
from ui.kit.jobs import Command
from ui.kit.messages import toast
from ui.kit.printing import PrintPreview, preview

OnRefused = Callable[[Refused], None]
Said = Callable[[str], None]


def refused_words(refused: Refused) -> str:
    """Everything that stood against it."""
    return " ".join(speak(problem) for problem in refused.problems)


def say_refused(refused: Refused) -> None:
    """A refusal that no form shows."""
    toast(refused_words(refused), _("Nothing was changed."), icon="triangle-alert")


def _command(owner: QObject, act: Callable[[Any], Any]) -> Command:
    return Command(owner, act).refused(say_refused)


# -- signing up ------------------------------------------------------------------------------------------------


def enroll(owner: QWidget, draft: EnrollDraft, who: str, title: str, refused: OnRefused) -> Command:
    """Sign up; Ctrl+Z takes it back. The caller starts it."""
    window = owner.window()

    def done(enrolled: Enrolled) -> None:
        words = _("{who} is signed up for {title}").format(who=who, title=title)
        if enrolled.place:
            words = _("{who} waits for {title}, no. {place}").format(
                who=who, title=title, place=enrolled.place
            )
        elif enrolled.status is EnrollmentStatus.PENDING:
            words = _("{who} asked for {title}; it waits for approval").format(who=who, title=title)
        toast(
            words, _("Code {code}").format(code=enrolled.code), undo=partial(_unenroll, window, enrolled, who)
        )

    return Command(owner, lambda work: enroll_service.enroll(work, draft)).then(done).refused(refused)


def _unenroll(owner: QWidget, enrolled: Enrolled, who: str) -> None:
    _command(owner, lambda work: enroll_service.leave(work, enrolled.enrollment_id, _("Taken back"))).then(
        lambda _left: toast(_("The sign-up of {who} is taken back").format(who=who), icon="undo-2")
    ).start()


def leave(owner: QWidget, row: EnrollmentRow, reason: str) -> None:
    """End a sign-up; whoever gets the place is named."""

    def done(left: Left) -> None:
        toast(
            _("{who} is signed off").format(who=row.names or row.who),
            promoted_words(left.promoted),
            undo=lambda: _back(owner, row),
        )

    _command(owner, lambda work: enroll_service.leave(work, row.id, reason)).then(done).start()


def _back(owner: QWidget, row: EnrollmentRow) -> None:
    _command(owner, lambda work: enroll_service.restore(work, row.id)).then(
        lambda _back: toast(_("{who} is signed up again").format(who=row.names or row.who), icon="undo-2")
    ).start()


def promoted_words(promoted: tuple[Any, ...]) -> str:
    """Who got a place through it."""
    if not promoted:
        return ""
    names = _(", ").join(one.who for one in promoted)
    return _("The place goes to {names}.").format(names=names)


def transfer(
    owner: QWidget, row: EnrollmentRow, draft: TransferDraft, goal: str, done: Callable[[], None]
) -> None:
    """Take a sign-up to another session or activity."""

    def said(_moved: object) -> None:
        toast(_("{who} goes to {goal}").format(who=row.names or row.who, goal=goal))
        done()

    _command(owner, lambda work: transfer_service.transfer(work, draft)).then(said).start()


def set_paid(owner: QWidget, row: EnrollmentRow, *, paid: bool) -> None:
    """Note that the fee was paid, or that it was not."""
    words = _("{who} has paid") if paid else _("{who} has not paid")

    def done(_result: object) -> None:
        toast(
            words.format(who=row.names or row.who),
            undo=lambda: set_paid(owner, row, paid=not paid),
        )

    _command(owner, lambda work: transfer_service.set_paid(work, row.id, paid=paid)).then(done).start()


def approve(owner: QWidget, row: EnrollmentRow) -> None:
    """Say yes to a sign-up that waits for approval."""
    _command(owner, lambda work: answer_service.approve(work, row.id)).then(
        lambda _done: toast(_("{who} is signed up").format(who=row.names or row.who))
    ).start()


def refuse(owner: QWidget, row: EnrollmentRow, reason: str) -> None:
    """Say no to a sign-up that waits for approval."""
    _command(owner, lambda work: answer_service.refuse_sign_up(work, row.id, reason)).then(
        lambda left: toast(
            _("{who} is not approved").format(who=row.names or row.who), promoted_words(left.promoted)
        )
    ).start()


# -- the waiting list ------------------------------------------------------------------------------------------


def offer(owner: QWidget, row: EnrollmentRow, reason: str = "") -> None:
    """Give a free place to somebody who waits."""
    _command(owner, lambda work: waiting_service.offer(work, row.id, reason)).then(
        lambda _done: toast(_("A place is held for {who}").format(who=row.who))
    ).start()


def accept(owner: QWidget, row: EnrollmentRow) -> None:
    """Somebody takes the place that was offered."""
    _command(owner, lambda work: waiting_service.accept(work, row.id)).then(
        lambda _done: toast(_("{who} takes the place").format(who=row.who))
    ).start()


def decline(owner: QWidget, row: EnrollmentRow) -> None:
    """Somebody says no; the place goes to whoever is next."""
    _command(owner, lambda work: waiting_service.decline(work, row.id)).then(
        lambda left: toast(
            _("{who} does not take the place").format(who=row.who), promoted_words(left.promoted)
        )
    ).start()


def reorder(owner: QWidget, row: EnrollmentRow, place: int, reason: str) -> None:
    """Another place in line, for a reason that is kept."""

    def done(before: int) -> None:
        toast(
            _("{who} waits as no. {place} now").format(who=row.who, place=place),
            undo=lambda: reorder(owner, row, before, _("Taken back")),
        )

    _command(owner, lambda work: waiting_service.reorder(work, row.id, place, reason)).then(done).start()


# -- the activity and its sessions -----------------------------------------------------------------------------


def publish(owner: QWidget, card: ActivityCard) -> None:
    """Open an activity for sign-up."""

    def undo() -> None:
        _command(owner, lambda work: service.back_to_draft(work, card.id)).then(
            lambda _done: toast(_("“{title}” is a draft again").format(title=card.title), icon="undo-2")
        ).start()

    _command(owner, lambda work: service.publish(work, card.id)).then(
        lambda _done: toast(_("“{title}” is published").format(title=card.title), undo=undo)
    ).start()


def cancel(owner: QWidget, card: ActivityCard, reason: str, done: Callable[[int | None], None]) -> None:
    """Cancel an activity; who must be told stands on a call list."""

    def said(result: Any) -> None:
        calls = _("Who must be told stands on the call list.") if result.call_list_id else ""
        toast(_("“{title}” is cancelled").format(title=card.title), calls)
        done(result.call_list_id)

    _command(owner, lambda work: service.cancel(work, card.id, reason)).then(said).start()


def copy(owner: QWidget, card: ActivityCard, done: Callable[[int], None]) -> None:
    """A new draft like this one."""
    _command(owner, lambda work: service.copy(work, card.id)).then(done).start()


def finish_session(owner: QWidget, session_id: int) -> None:
    """A session was held; who is not ticked did not come."""
    _command(owner, lambda work: session_service.hold_session(work, session_id)).then(
        lambda _done: toast(_("The session is over; who is not ticked counts as not here"))
    ).start()


def cancel_session(owner: QWidget, row: SessionRow, reason: str, done: Callable[[int | None], None]) -> None:
    """Cancel one session; its people get on a call list."""

    def said(changed: Changed) -> None:
        calls = _("Who must be told stands on the call list.") if changed.call_list_id else ""
        words = _("Cancelled: {title} {when}").format(
            title=row.activity, when=when_words(row.starts, row.ends)
        )
        toast(words, calls, undo=lambda: _restore_session(owner, row))
        done(changed.call_list_id)

    _command(owner, lambda work: session_service.cancel_session(work, row.id, reason)).then(said).start()


def _restore_session(owner: QWidget, row: SessionRow) -> None:
    _command(owner, lambda work: session_service.restore_session(work, row.id)).then(
        lambda _done: toast(_("The session takes place after all"), icon="undo-2")
    ).start()


def restore_session(owner: QWidget, row: SessionRow) -> None:
    """Bring a cancelled session back."""
    _restore_session(owner, row)


def move_session(
    owner: QWidget,
    draft: SessionMoveDraft,
    title: str,
    done: Callable[[int | None], None],
    refused: OnRefused,
) -> Command:
    """Another time or place for a session. The caller starts it."""

    def said(changed: Changed) -> None:
        calls = _("Who must be told stands on the call list.") if changed.call_list_id else ""
        toast(_("“{title}” is moved").format(title=title), calls)
        done(changed.call_list_id)

    return Command(owner, lambda work: session_service.move_session(work, draft)).then(said).refused(refused)


# -- the door --------------------------------------------------------------------------------------------------


def check_in(owner: QWidget, session_id: int, line: DoorLine, said: Said) -> None:
    """Tick one person."""
    if line.enrollee_id is None:
        return
    ref = line.enrollee_id
    _command(owner, lambda work: checkin_service.check_in(work, session_id, [ref])).then(
        partial(_on_here, owner, said)
    ).start()


def check_in_code(owner: QWidget, session_id: int, code: str, said: Said, refused: OnRefused) -> None:
    """Tick everybody of the sign-up whose slip was read."""
    Command(owner, lambda work: checkin_service.check_in_code(work, session_id, code)).then(
        partial(_on_here, owner, said)
    ).refused(refused).start()


def _on_here(owner: QWidget, said: Said, found: CheckedIn) -> None:
    names = _(", ").join(found.names or found.already)
    words = _("{name} is here") if found.names else _("{name} was here already")
    words = words.format(name=names)
    if found.attendance_ids:
        toast(words, undo=lambda: take_back(owner, found.attendance_ids, names, said))
    said(words)


def excuse(owner: QWidget, session_id: int, line: DoorLine, said: Said) -> None:
    """Somebody said that they cannot come."""
    if line.enrollee_id is None:
        return
    ref, words = line.enrollee_id, _("{name} is excused").format(name=line.name)

    def done(attendance_id: int) -> None:
        toast(words, undo=lambda: take_back(owner, (attendance_id,), line.name, said))
        said(words)

    _command(owner, lambda work: checkin_service.excuse(work, session_id, ref)).then(done).start()


def uncheck(owner: QWidget, line: DoorLine, said: Said) -> None:
    """Take the tick of a line back."""
    if line.attendance_id is not None:
        take_back(owner, (line.attendance_id,), line.name, said)


def take_back(owner: QWidget, attendance_ids: tuple[int, ...], name: str, said: Said) -> None:
    """Take check-ins or excuses back."""
    words = _("{name} is not here after all").format(name=name)

    def done(_result: object) -> None:
        toast(words, icon="undo-2")
        said(words)

    _command(owner, lambda work: checkin_service.undo(work, attendance_ids)).then(done).start()


def fetched(owner: QWidget, line: DoorLine, by: str, said: Said) -> None:
    """Note who fetched a child."""
    if line.attendance_id is None:
        return
    ref = line.attendance_id
    words = _("{name} was fetched by {by}").format(name=line.name, by=by)
    _command(owner, lambda work: checkin_service.pick_up(work, ref, by)).then(
        lambda _done: said(words)
    ).start()


def walk_in(owner: QWidget, draft: WalkInDraft, refused: OnRefused) -> Command:
    """Somebody came without signing up. The caller starts it."""
    return Command(owner, lambda work: checkin_service.walk_in(work, draft)).refused(refused)


# -- papers ----------------------------------------------------------------------------------------------------


def print_paper(owner: QWidget, key: str, title: str, values: dict[str, Any], name: str) -> PrintPreview:
    """Open the preview of one of the papers; one key prints."""
    return preview(owner, title, f"{title} {name}.pdf", lambda read: press(read, key, values).pdf().pdf)


def print_slip(owner: QWidget, enrollment_id: int) -> PrintPreview:
    """The slip of a sign-up, with the code that the door reads."""
    return print_paper(
        owner, "sign_up_slip", _("Sign-up slip"), {"enrollment": enrollment_id}, str(enrollment_id)
    )
