"""demo: a believable center to look at."""

from dataclasses import asdict, replace
from pathlib import Path

from neighborcenter.accounts.permissions import Permission
from neighborcenter.cli.arguments import Add, count
from neighborcenter.cli.call import Answer, Call
from neighborcenter.cli.founding import found
from neighborcenter.data import demo as center
from neighborcenter.data import founding
from neighborcenter.kit.actor import system_actor
from neighborcenter.kit.i18n import _
from neighborcenter.reports.fill import demo as office_forms


def add_commands(add: Add) -> None:
    """The command of this file."""
    one = add("demo", "main.py demo --residents 1200", make_demo)
    one.add_argument("--residents", type=count, default=1200, metavar="N", help=_("how many residents"))
    one.add_argument("--months", type=count, default=14, metavar="M", help=_("how many months back"))
    one.add_argument(
        "--seed", type=count, default=1, metavar="S", help=_("the same number makes the same center")
    )


def make_demo(call: Call) -> Answer:
    """Found the demo center where there is none, and fill it; an empty center is filled by its administrator."""
    options = call.options
    order = center.DemoOrder(options.residents, options.months, options.seed, call.progress)
    empty = call.url is None and not call.paths.database.exists()
    with call.backend(create=True) as opened:
        centers = opened.centers()
        if centers:
            actor = call.sign_in(opened)
            actor.require(Permission.ACCOUNTS_MANAGE)
            login = {}
        else:
            draft = founding.FoundingDraft(
                center.CENTER_NAME, center.LOGIN, center.PASSWORD, center.PERSON, town_code=center.TOWN_CODE
            )
            actor = system_actor(found(opened, draft))
            login = {"login": center.LOGIN, "password": center.PASSWORD}
        try:
            with opened.work(replace(actor, everything=True)) as work:
                made = center.fill_demo(work, order)
                office_forms.fill(work)
        except BaseException:
            if empty:
                opened.close()
                _remove_file(call)
            raise
    lines = [
        _("{residents} residents, {bookings} bookings, {visits} visits.").format(
            residents=made.residents, bookings=made.bookings, visits=made.visits
        )
    ]
    if login:
        lines.append(_("Sign in as {login} with the password {password}.").format(**login))
    return Answer({**asdict(made), **login}, lines)


def _remove_file(call: Call) -> None:
    for suffix in ("", "-wal", "-shm"):
        Path(str(call.paths.database) + suffix).unlink(missing_ok=True)
