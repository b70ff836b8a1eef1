"""Restoring as one act: who may, the present kept aside, the swap, the line in the trail.

It stands here because it closes the back office and opens another one; the window's dialog calls it too.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from neighborcenter.accounts.permissions import Permission
from neighborcenter.backend import Backend, install_guards
from neighborcenter.data import archive, backup, restore
from neighborcenter.kit.actor import Actor
from neighborcenter.kit.clock import Clock
from neighborcenter.kit.paths import Paths
from neighborcenter.kit.problems import Unavailable

SignIn = Callable[[Backend], Actor]


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put in place, and where the data that were there before are kept (None: there were none)."""

    file: Path
    sha256: str
    rows: int
    kept: Path | None


def put_back(
    paths: Paths, url: str | None, file: Path, sign_in: SignIn, *, clock: Clock | None = None
) -> Restored:
    """Put the backup `file` in place of the installation at `paths`.

    `sign_in` says who acts: asked of the present database, or of the backup's own when the present one is
    missing or damaged. Raises Refused, NotAllowed, Unavailable; then everything is as it was.
    """
    clock = clock or Clock()
    with restore.staged(file, paths.data, install_guards) as ready:
        actor, kept = _keep_present(paths, url, sign_in, clock)
        if actor is None:
            actor = _ask_the_backup(ready.paths, sign_in, clock)

        def check() -> None:
            Backend.open(paths, url, clock=clock).close()

        if url is None:
            restore.into_file(ready, paths, check)
        else:
            restore.into_server(ready, paths, url, check)
        rows = ready.manifest.total
    sha256 = archive.sha256_of(file)
    opened = Backend.open(paths, url, clock=clock)
    try:
        for center_id, _code, _name in opened.centers():
            # The account may not exist in what was restored: the name alone goes into the trail.
            with opened.work(Actor(None, actor.name, center_id)) as work:
                work.record("data.restore", "backup", None, file=file.name, sha256=sha256, rows=rows)
    finally:
        opened.close()
    return Restored(file, sha256, rows, kept)


def _keep_present(
    paths: Paths, url: str | None, sign_in: SignIn, clock: Clock
) -> tuple[Actor | None, Path | None]:
    """Who acts, and where the present data were kept."""
    stamp = f"{clock.local():%Y-%m-%d-%H%M%S}"
    try:
        opened = Backend.open(paths, url, clock=clock)
    except Unavailable as trouble:
        if trouble.code not in ("db.missing", "db.damaged", "audit.key_missing", "db.upgrade_failed"):
            raise
        there = url is None and paths.database.exists()
        return None, restore.keep_as_it_lies(paths, stamp) if there else None
    try:
        if not opened.centers():
            return None, None
        actor = sign_in(opened)
        actor.require(Permission.DATA_RESTORE)
        keeper = replace(actor, permissions=actor.permissions | {str(Permission.DATA_BACKUP)})
        try:
            made = backup.back_up(opened, keeper, paths.backups, prefix="before-restore")
        except Unavailable as trouble:
            if trouble.code != "db.damaged":
                raise
            return actor, restore.keep_as_it_lies(paths, stamp)
        return actor, made.path
    finally:
        opened.close()


def _ask_the_backup(paths: Paths, sign_in: SignIn, clock: Clock) -> Actor:
    """Who acts, by the accounts inside the laid-out backup."""
    opened = Backend.open(paths, clock=clock)
    try:
        actor = sign_in(opened)
        actor.require(Permission.DATA_RESTORE)
        return actor
    finally:
        opened.close()
