"""migrate: how an installation is brought up to date."""

from neighborcenter.accounts.permissions import Permission
from neighborcenter.backend import install_guards
from neighborcenter.cli.arguments import Add
from neighborcenter.cli.call import Answer, Call
from neighborcenter.data import backup
from neighborcenter.kit import migrate
from neighborcenter.kit.actor import system_actor
from neighborcenter.kit.clock import Clock
from neighborcenter.kit.db import address_of, open_engine, sqlite_url
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import Problem, Refused, Unavailable
from neighborcenter.kit.troubles import plain_troubles


def add_commands(add: Add) -> None:
    """The command of this file."""
    one = add("migrate", "main.py migrate", bring)
    one.add_argument("--to", metavar="REV", help=_("an earlier version to go back to"))


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
