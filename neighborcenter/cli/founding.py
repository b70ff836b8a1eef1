"""init, demo, migrate: how an installation begins and is brought up to date."""

import os
from contextlib import AbstractContextManager
from dataclasses import asdict, replace
from pathlib import Path

from neighborcenter.accounts.permissions import Permission
from neighborcenter.backend import Backend, install_guards
from neighborcenter.center.models import CenterKind
from neighborcenter.cli.arguments import Add, count
from neighborcenter.cli.call import Answer, Call
from neighborcenter.data import backup, demo, founding
from neighborcenter.kit import migrate
from neighborcenter.kit.actor import system_actor
from neighborcenter.kit.clock import Clock
from neighborcenter.kit.db import address_of, open_engine, plain_troubles, sqlite_url
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import Problem, Refused, Unavailable, refuse
from neighborcenter.reports.fill import demo as office_forms


def add_commands(add: Add) -> None:
    """The commands of this file."""
    one = add(
        "init", _("Make the database and its center."), "main.py init --name 桂花里邻里中心 --admin lin", init
    )
    one.add_argument("--name", required=True, help=_("name of the center"))
    one.add_argument("--town", default="", metavar="CODE", help=_("nine digits of the township"))
    one.add_argument(
        "--kind", choices=[kind.value for kind in CenterKind], default="community", help=_("its kind")
    )
    one.add_argument(
        "--admin", required=True, metavar="USER", help=_("sign-in name of the first administrator")
    )
    one = add(
        "demo",
        _("Fill an empty installation with a believable center."),
        "main.py demo --residents 1200",
        make_demo,
    )
    one.add_argument("--residents", type=count, default=1200, metavar="N", help=_("how many residents"))
    one.add_argument("--months", type=count, default=14, metavar="M", help=_("how many months back"))
    one.add_argument(
        "--seed", type=count, default=1, metavar="S", help=_("the same number makes the same center")
    )
    one = add(
        "migrate",
        _("Bring the database to this program's version, with a backup first."),
        "main.py migrate",
        bring,
    )
    one.add_argument("--to", metavar="REV", help=_("an earlier version to go back to"))


def init(call: Call) -> Answer:
    """Found a center. The administrator's password comes from the environment or is asked for."""
    options = call.options
    password = _first_password(call)
    draft = founding.FoundingDraft(
        name=options.name,
        login=options.admin,
        password=password,
        kind=CenterKind(options.kind),
        town_code=options.town,
        code=getattr(options, "center", None) or "main",
    )
    refuse(founding.problems_in(draft))
    with _new_or_present(call) as opened:
        _found(opened, draft)
        # With the password of the server taken out.
        where = address_of(call.url).render_as_string() if call.url else str(call.paths.database)
        lines = [_("Center “{name}” is ready: {database}").format(name=draft.name, database=where)]
        return Answer({"center": draft.code, "name": draft.name, "database": where}, lines)


def make_demo(call: Call) -> Answer:
    """Found the demo center where there is none, and fill it; an empty center is filled by its administrator."""
    options = call.options
    order = demo.DemoOrder(options.residents, options.months, options.seed, call.progress)
    empty = call.url is None and not call.paths.database.exists()
    with _new_or_present(call) as opened:
        centers = opened.centers()
        if centers:
            actor = call.sign_in(opened)
            actor.require(Permission.ACCOUNTS_MANAGE)
            login = {}
        else:
            draft = founding.FoundingDraft(
                demo.CENTER_NAME, demo.LOGIN, demo.PASSWORD, demo.PERSON, town_code=demo.TOWN_CODE
            )
            actor = system_actor(_found(opened, draft))
            login = {"login": demo.LOGIN, "password": demo.PASSWORD}
        try:
            with opened.work(replace(actor, everything=True)) as work:
                made = demo.fill_demo(work, order)
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


def bring(call: Call) -> Answer:
    """Bring the tables to this program's version, or back to an earlier one (that needs the right to restore)."""
    url = call.url or sqlite_url(call.paths.database)
    if call.url is None and not call.paths.database.exists():
        raise Unavailable("db.missing", path=str(call.paths.database))
    if call.url is None and call.paths.database.stat().st_size == 0:
        raise Unavailable("db.damaged")
    with plain_troubles(str(call.paths.data)):
        engine = open_engine(url)
        try:
            with engine.connect() as connection:
                found = migrate.current(connection)
        finally:
            engine.dispose()
    if found is None:
        raise Unavailable("db.missing", path=address_of(url).render_as_string())
    migrate.refuse_newer(found)
    target = _revision(call.options.to)
    if target != found:
        if migrate.revisions().index(target) < migrate.revisions().index(found):
            with call.signed_in() as (_opened, actor):
                actor.require(Permission.DATA_RESTORE)
        copy = call.paths.backups / f"before-migrate-from-{found}.db"
        copy.parent.mkdir(parents=True, exist_ok=True)
        _copy_server(call, url)
        migrate.upgrade(url, to=target, after=install_guards, copy_to=copy)
        if target == migrate.head():
            _record(call, found, target)
    words = _("The database is at {to}.") if target == found else _("The database went from {frm} to {to}.")
    return Answer({"from": found, "to": target}, [words.format(frm=found, to=target)])


def _copy_server(call: Call, url: str) -> None:
    """Keep the rows of a server; a file is copied by `migrate.upgrade` itself."""
    engine = open_engine(url)
    try:
        if engine.dialect.name != "sqlite":
            backup.copy_before_upgrade(engine, call.paths, Clock())
    finally:
        engine.dispose()


def _first_password(call: Call) -> str:
    """The password of the administrator who is to be made."""
    if os.environ.get("NEIGHBORCENTER_PASSWORD"):
        return os.environ["NEIGHBORCENTER_PASSWORD"]
    return call.credentials()[1]


def _new_or_present(call: Call) -> AbstractContextManager[Backend]:
    """The database, made first where there is none."""
    return call.backend(create=True)


def _found(opened: Backend, draft: founding.FoundingDraft) -> int:
    present = opened.centers()
    if present:
        raise Refused(Problem("", "cli.center_exists", {"name": present[0][2]}))
    with opened.work(system_actor(0)) as work:
        return founding.found_center(work, draft).center_id


def _remove_file(call: Call) -> None:
    for suffix in ("", "-wal", "-shm"):
        Path(str(call.paths.database) + suffix).unlink(missing_ok=True)


def _revision(wanted: str | None) -> str:
    """A version by its name or the beginning of it. Raises Refused."""
    if wanted is None:
        return migrate.head()
    found = [each for each in migrate.revisions() if each.startswith(wanted)]
    if wanted in found:
        return wanted
    if len(found) != 1:
        known = ", ".join(migrate.revisions()[-3:])
        raise Refused(Problem("to", "cli.revision_unknown", {"revision": wanted, "known": known}))
    return found[0]


def _record(call: Call, before: str, after: str) -> None:
    with call.backend() as opened:
        for center_id, _code, _name in opened.centers():
            with opened.work(system_actor(center_id)) as work:
                work.record("data.migrate", "center", center_id, before=before, after=after)
