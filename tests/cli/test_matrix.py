"""Every command in every bad hour: one plain sentence, one JSON object, the exit code of the contract."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from neighborcenter.backend import Backend
from neighborcenter.cli import run
from neighborcenter.kit import search
from neighborcenter.kit.paths import Paths
from neighborcenter.kit.pinyin import pinyin_keys
from tests.cli.conftest import Ran, Run
from tests.support.builders import Builders

ROOT = Path(__file__).resolve().parents[2]
TOMORROW = ("2027-11-24T14:00", "2027-11-24T15:00")
# What each command may be told when nothing is wrong with the words.
COMMANDS: dict[str, tuple[str, ...]] = {
    "import": ("import", "residents", "{list}"),
    "undo": ("import", "undo", "1"),
    "export": ("export", "residents", "{out}.xlsx"),
    "book": ("book", "--room", "书画室", "--start", TOMORROW[0], "--end", TOMORROW[1], "--for", "center", "--title", "a"),
    "bookings": ("bookings", "--from", "2026-11-23", "--to", "2026-11-24"),
    "cancel": ("cancel", "--occurrence", "1"),
    "activity": ("activity", "list"),
    "sweep": ("activity", "sweep"),
    "visit": ("visit", "--service", "居住证代办"),
    "find": ("find", "王"),
    "report": ("report", "day-book", "--out", "{out}.pdf"),
    "tour": ("tour", "--out", "{out}"),
    "verify": ("verify",),
    "backup": ("backup",),
    "demo": ("demo", "--residents", "5", "--months", "1"),
    "migrate": ("migrate",),
}  # fmt: skip
SIGNED = {name: words for name, words in COMMANDS.items() if name != "migrate"}


@pytest.fixture
def furnished(center: Run, make: Builders, paths: Paths, backend: Backend) -> Run:
    """A room, a service, two people of one name; nobody has the database open."""
    make.open_hours()
    found = [("room", make.room(name), name) for name in ("书画室", "书法室")]
    found.append(("service", make.service("居住证代办"), "居住证代办"))
    with backend.work(make.actor) as work:
        for kind, ref, name in found:
            search.put_keys(work, kind, ref, pinyin_keys(name, person=False))
    make.resident("王桂兰", phone="13850170421")
    make.resident("王桂兰", phone="13850170777")
    backend.close()
    return center


@pytest.fixture
def words(tmp_path: Path) -> Iterator[dict[str, tuple[str, ...]]]:
    """The lines, with files of their own; afterwards nothing may lie there."""
    folder = tmp_path / "files"
    folder.mkdir()
    names = folder / "名册.csv"
    names.write_text("姓名,联系电话\n林秀英,13799887766\n", encoding="utf-8")
    yield {
        name: tuple(word.format(list=names, out=folder / name) if "{" in word else word for word in line)
        for name, line in COMMANDS.items()
    }
    left = [path.name for path in folder.iterdir() if path != names and path.is_file()]
    assert not left, f"files left behind by refused commands: {left}"


def plain(done: Ran, code: int) -> str:
    """One object and a sentence or more; returns the first code."""
    assert done.code == code, done.out + done.err
    told = done.data["problems"] if code == 1 else [done.data["error"]]
    assert told
    assert all(each["message"].strip() and each["message"] != each["code"] for each in told), told
    assert 1 <= len(done.err.strip().splitlines()) <= len(told)
    assert "Error" not in done.err
    return str(told[0]["code"])


def each(command: Run, lines: dict[str, tuple[str, ...]], code: int, **options: object) -> dict[str, str]:
    """Run all lines; the codes they answered with."""
    tour = {"tour": lambda *_a, **_k: []}
    return {
        name: plain(command(*line, **options, **(tour if name == "tour" else {})), code)
        for name, line in lines.items()
    }


def signed(lines: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Those that ask who acts."""
    return {name: line for name, line in lines.items() if name in SIGNED}


def test_without_a_database(command: Run, words: dict[str, tuple[str, ...]], tmp_path: Path) -> None:
    lines = {name: line for name, line in words.items() if name != "demo"}
    codes = each(command, lines, 3, data=tmp_path / "nothing")
    assert set(codes.values()) == {"db.missing"}
    assert not (tmp_path / "nothing").exists()


@pytest.mark.parametrize(
    "content", [b"", b"not a database, just words" * 300, b"SQLite format 3\0" + b"\xff" * 8000]
)
def test_with_a_damaged_header(
    furnished: Run, words: dict[str, tuple[str, ...]], paths: Paths, content: bytes
) -> None:
    for suffix in ("-wal", "-shm"):
        Path(f"{paths.database}{suffix}").unlink(missing_ok=True)
    paths.database.write_bytes(content)
    lines = {name: line for name, line in words.items() if name != "demo" or content}
    assert set(each(furnished, lines, 3).values()) <= {"db.damaged", "db.missing"}
    assert paths.database.read_bytes() == content


def test_with_a_newer_database(furnished: Run, words: dict[str, tuple[str, ...]], paths: Paths) -> None:
    with closing(sqlite3.connect(paths.database)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '2031_something'")
        connection.commit()
    assert set(each(furnished, words, 3).values()) == {"db.newer"}


def test_with_a_database_held_by_another_process(
    furnished: Run, words: dict[str, tuple[str, ...]], paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("neighborcenter.kit.db.PRAGMAS", ("PRAGMA busy_timeout=50",))
    monkeypatch.setattr("neighborcenter.kit.db.BUSY_SECONDS", 0.05)
    holder = (
        "import sqlite3, sys\n"
        "c = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "c.execute('BEGIN IMMEDIATE'); print('held', flush=True); sys.stdin.readline()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", holder, str(paths.database)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as other:  # fmt: skip
        assert other.stdin is not None
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        codes = each(furnished, signed(words), 3)
        other.stdin.close()
    assert set(codes.values()) == {"db.locked"}
    assert furnished("verify").code == 0


def test_with_a_wrong_password_then_locked(
    furnished: Run, words: dict[str, tuple[str, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEIGHBORCENTER_PASSWORD", "Quanzhou-1")
    codes = list(each(furnished, signed(words), 1).values())
    assert codes[:4] == ["accounts.wrong_left"] * 4
    assert set(codes[4:]) == {"accounts.locked"}


def test_as_somebody_who_may_nothing(
    furnished: Run, words: dict[str, tuple[str, ...]], make: Builders, paths: Paths, password: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    again = Backend.open(paths)
    with again.work(make.actor) as work:
        from neighborcenter.accounts.models import role

        work.insert(role, key="guest", name="访客", builtin=False, position=9)
    Builders(again, make.actor, None).account("gast", "来宾", password, ("guest",))
    again.close()
    monkeypatch.setenv("NEIGHBORCENTER_USER", "gast")
    # The search box shows what one may see: nothing here. Pictures are of what one may see, too.
    lines = {name: line for name, line in signed(words).items() if name not in ("tour", "find")}
    assert set(each(furnished, lines, 1).values()) == {"allowed.missing"}


def test_with_a_first_password(furnished: Run, words: dict[str, tuple[str, ...]], paths: Paths) -> None:
    with closing(sqlite3.connect(paths.database)) as connection:
        connection.execute("UPDATE account SET must_change = 1")
        connection.commit()
    assert set(each(furnished, signed(words), 1).values()) == {"cli.must_change"}


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="mounting needs root")
@pytest.mark.parametrize("how", ["read-only", "full"])
def test_on_a_disk_that_takes_nothing(
    furnished: Run, words: dict[str, tuple[str, ...]], paths: Paths, tmp_path: Path, how: str
) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(disk)]
    if subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("no mount here")
    try:
        shutil.copytree(paths.data, disk / "data")
        if how == "full":
            (disk / "filler").write_bytes(b"\0" * (os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize))
        else:
            subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        codes = set(each(furnished, signed(words), 3, data=disk / "data").values())
        assert codes == {"db.full" if how == "full" else "db.readonly"}
        (subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True))
        (disk / "filler").unlink(missing_ok=True)
        assert furnished("verify", data=disk / "data").code == 0
    finally:
        subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (("book", "--room", "书", "--start", *TOMORROW[:1], "--end", TOMORROW[1], "--for", "center", "--title", "a"), "found.several"),
        (("book", "--room", "乒乓球室", "--start", *TOMORROW[:1], "--end", TOMORROW[1], "--for", "center", "--title", "a"), "found.none"),
        (("book", "--room", "书画室", "--start", *TOMORROW[:1], "--end", TOMORROW[1], "--for", "王桂兰", "--title", "a"), "found.several"),
        (("book", "--room", "书画室", "--start", TOMORROW[1], "--end", TOMORROW[0], "--for", "center", "--title", "a"), "booking.ends_before_start"),
        (("book", "--room", "书画室", "--start", *TOMORROW[:1], "--end", TOMORROW[1], "--for", "center", "--title", "a", "--repeat", "every week"), None),
        (("visit", "--service", "居住证代办", "--person", "王桂兰"), "found.several"),
        (("visit", "--service", "居住证代办", "--person", "无此人"), "found.none"),
        (("visit", "--service", "居住证代办", "--person", "99999"), "found.none"),
        (("visit", "--service", "居住证代办", "--person", "²"), "found.none"),
        (("visit", "--service", "9" * 40), "found.none"),
        (("visit", "--service", "²"), "found.none"),
        (("visit", "--service", "居住证代办", "--heads", "0"), "desk.heads"),
        (("book", "--room", "9" * 40, "--start", *TOMORROW[:1], "--end", TOMORROW[1], "--for", "center", "--title", "a"), "found.none"),
        (("cancel", "--occurrence", "999999999"), "found.none"),
        (("cancel", "--booking", "999999999"), "found.none"),
        (("import", "dogs", "a.csv"), "cli.kind_unknown"),
        (("import", "residents", "/nowhere/a.csv"), "import.no_file"),
        (("import", "residents", "/dev/null"), "import.no_file"),
        (("import", "undo", "abc"), "found.none"),
        (("import", "undo", "²"), "found.none"),
        (("import", "undo", "99"), "found.none"),
        (("import", "residents", "a.csv", "--report", "a.txt"), "cli.file_kind"),
        (("export", "dogs", "a.csv"), "cli.kind_unknown"),
        (("export", "rooms", "a.txt"), "reports.suffix"),
        (("export", "rooms", "/tmp"), "cli.file_exists"),
        (("export", "visits", "a.csv", "--filter", "from=morgen"), "reports.date"),
        (("export", "visits", "a.csv", "--filter", "to=9999-12-31"), "reports.date"),
        (("export", "visits", "a.csv", "--filter", "dog=1"), "reports.filter"),
        (("report", "nothing", "--out", "a.pdf"), "found.none"),
        (("report", "day-book", "--out", "a.doc"), "cli.file_kind"),
        (("report", "month-summary", "--param", "month=0001-01", "--out", "a.pdf"), "reports.month_unreadable"),
        (("report", "room-week", "--param", "week=0001-01-01", "--param", "room=书画室", "--out", "a.pdf"), "reports.day_unreadable"),
        (("report", "visit-slip", "--param", "visit=" + "9" * 40, "--out", "a.pdf"), None),
        (("report", "visit-slip", "--param", "visit=²", "--out", "a.pdf"), None),
        (("bookings", "--from", "2026-11-24", "--to", "2026-11-23"), "reports.days_backwards"),
        (("migrate", "--to", "nothing"), "cli.revision_unknown"),
        (("init", "--name", "甲", "--admin", "lin"), "cli.center_exists"),
        (("tour", "--out", "a", "--size", "big"), "cli.screens_missing"),
    ],
)  # fmt: skip
def test_words_that_mean_nothing_here(
    furnished: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: tuple[str, ...], code: str | None
) -> None:
    monkeypatch.chdir(tmp_path)
    found = plain(furnished(*line), 3 if code == "cli.screens_missing" else 1)
    assert code is None or found == code
    assert not [path.name for path in tmp_path.iterdir() if path.suffix in (".pdf", ".csv", ".txt", ".doc")]


@pytest.mark.parametrize(
    "line",
    [
        ["bookings", "--from", "0001-01-01", "--to", "2026-11-24"],
        ["bookings", "--from", "2026-11-24", "--to", "9999-12-31"],
        ["bookings", "--from", "２０２６-11-24", "--to", "2026-11-24"],
        ["report", "month-summary", "--month", "0001-01", "--out", "a.pdf"],
        ["report", "month-summary", "--month", "2026-00", "--out", "a.pdf"],
        ["cancel", "--occurrence", "²"],
        ["cancel", "--occurrence", "9" * 40],
        ["find", "王", "--limit", "-1"],
        ["export", "rooms", "a.csv", "--filter", "text"],
    ],
)
def test_lines_that_cannot_be_read(line: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main([*line, "--json"]) == 2
    assert json.loads(capsys.readouterr().out)["error"]["code"] == "usage"


@pytest.mark.parametrize(
    "url",
    ["rubbish", "mysql://root:geheim@db/x", "sqlite+nothing:///a", "http://:x/", "postgresql+nothing://a/b"],
)
def test_an_address_that_is_none(command: Run, url: str, tmp_path: Path) -> None:
    for line in (["verify"], ["migrate"]):
        done = command(*line, "--database", url, data=tmp_path / "none")
        assert plain(done, 3) in ("db.address", "db.missing")
        assert "geheim" not in done.out + done.err


def test_standard_error_holds_no_traceback_in_a_process_of_its_own(tmp_path: Path) -> None:
    """Without pytest's own handlers: Python's logging of last resort would print one."""
    program = (
        "import sys; from neighborcenter.cli import run, safekeeping\n"
        "def broken(call): raise KeyError('13850170421')\n"
        "safekeeping.backups = broken\n"
        "sys.exit(run.main(sys.argv[1:]))"
    )
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "logs").write_text("a file where the folder should be", encoding="utf-8")
    for data in ("data", "none"):
        done = subprocess.run(
            [sys.executable, "-c", program, "--data", str(tmp_path / data), "backups", "--json"],
            capture_output=True, text=True, cwd=ROOT, check=False,
        )  # fmt: skip
        assert done.returncode == 3, done.stderr
        assert json.loads(done.stdout)["error"]["code"] == "cli.fault"
        assert len(done.stderr.splitlines()) == 1, done.stderr
        assert "13850170421" not in done.stdout + done.stderr


@pytest.mark.expects_log
def test_a_list_leaves_only_with_its_line_in_the_trail(
    furnished: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: object, **_kept: object) -> None:
        raise RuntimeError("the trail cannot be written")

    out = tmp_path / "a.csv"
    out.write_text("was here before", encoding="utf-8")
    monkeypatch.setattr("neighborcenter.kit.work.Work.record", refuse)
    monkeypatch.setattr("neighborcenter.accounts.service.sign_in", _as_administrator)
    for line in (["export", "rooms", out], ["report", "day-book", "--out", out]):
        assert furnished(*line).code == 3
        assert out.read_text("utf-8") == "was here before"
        assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == ["a.csv"]


def _as_administrator(work: object, _verdict: object) -> object:
    from neighborcenter.accounts.service import SignIn
    from neighborcenter.kit.actor import system_actor

    return SignIn(system_actor(work.center_id))  # type: ignore[attr-defined]
