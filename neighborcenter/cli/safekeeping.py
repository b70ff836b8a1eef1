"""verify, backup, backups, restore: keeping what was written."""

from pathlib import Path

from neighborcenter.cli.arguments import Add
from neighborcenter.cli.call import Answer, Call
from neighborcenter.cli.restoring import put_back
from neighborcenter.data import backup as safe
from neighborcenter.data.verify import verify as prove
from neighborcenter.kit.clock import Clock
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import Unavailable, speak


def add_commands(add: Add) -> None:
    """The commands of this file."""
    add("verify", "main.py verify --json", verify)
    one = add("backup", "main.py backup --to /media/usb", backup)
    one.add_argument("--to", metavar="DIR", type=Path, help=_("folder to write it to"))
    one = add("backups", "main.py backups", backups)
    one.add_argument("--to", metavar="DIR", type=Path, help=_("folder to look in"))
    one = add("restore", "main.py restore FILE", restore)
    one.add_argument(
        "file", metavar="FILE", type=Path, help=_("the backup; a bare name is looked for in backups/")
    )


def verify(call: Call) -> Answer:
    """Everything that is not as it should be; exit code 1 when there is something."""
    with call.signed_in() as (opened, actor):
        found = prove(opened, actor)
    data = {
        "ok": not found,
        "findings": [
            {"code": each.code, "message": each.sentence(), "params": dict(each.params)} for each in found
        ],
    }
    lines = [each.sentence() for each in found] or [_("The database is whole.")]
    return Answer(data, lines, code=1 if found else 0)


def backup(call: Call) -> Answer:
    """Make a backup."""
    with call.signed_in() as (opened, actor):
        made = safe.back_up(opened, actor, call.options.to)
    lines = [
        _("Backup proved: {file}").format(file=made.path),
        _("{rows} rows, {size} KB").format(rows=made.rows, size=made.size // 1024),
    ]
    return Answer({"file": made.path, "sha256": made.sha256, "rows": made.rows, "size": made.size}, lines)


def backups(call: Call) -> Answer:
    """What backups there are; needs no database, because it is asked when that is damaged."""
    folder = call.options.to or call.paths.backups
    wall = Clock().wall
    found = safe.backups(folder) if folder.is_dir() else []
    data = [
        {
            "file": each.path,
            "made": each.made,
            "rows": each.rows,
            "size": each.size,
            "schema": each.schema,
            "centers": list(each.centers),
            "trouble": each.trouble,
        }
        for each in found
    ]
    lines = [
        f"{wall(each.made):%Y-%m-%d %H:%M}  {each.size // 1024:>8} KB  {each.path.name}"
        + (f"  {speak(Unavailable(each.trouble, file=each.path.name))}" if each.trouble else "")
        for each in found
    ]
    return Answer({"backups": data}, lines or [_("There are no backups in {folder}.").format(folder=folder)])


def restore(call: Call) -> Answer:
    """Put a backup in place."""
    file: Path = call.options.file
    if not file.exists() and (call.paths.backups / file).exists():
        file = call.paths.backups / file
    done = put_back(call.paths, call.url, file, call.sign_in)
    lines = [
        _("Restored: {file}, {rows} rows.").format(file=done.file.name, rows=done.rows),
        _("What was here before is kept in {kept}").format(kept=done.kept) if done.kept else "",
    ]
    data = {"file": done.file, "sha256": done.sha256, "rows": done.rows, "kept": done.kept}
    return Answer(data, [line for line in lines if line])
