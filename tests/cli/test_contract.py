"""Exit codes, one JSON object, options before and after, and a sentence instead of a traceback."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

import pytest

from neighborcenter.accounts.permissions import Permission
from neighborcenter.cli import run
from neighborcenter.cli.commands import GROUPS
from neighborcenter.kit.paths import Paths
from tests.cli.conftest import Run
from tests.support.builders import Builders

ROOT = Path(__file__).resolve().parents[2]
COMMANDS = tuple(name for told in GROUPS.values() for name in told)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself_with_an_example(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main([name, "--help", "--lang", "en"]) == 0
    said = capsys.readouterr().out
    assert f"Example: main.py {name}" in said
    assert "--json" in said


def test_commands_are_those_of_the_contract(capsys: pytest.CaptureFixture[str]) -> None:
    page = (ROOT / "docs" / "commands.md").read_text("utf-8")
    for name in COMMANDS:
        assert f"`{name}" in page
    assert run.main(["--help"]) == 0
    listed = capsys.readouterr().out
    assert all(f"    {name} " in listed or f"    {name}\n" in listed for name in COMMANDS)


LOADED = """
import sys
from neighborcenter.cli.run import main
code = main(sys.argv[1:])
print(*sorted(name for name in sys.modules if name.startswith(("sqlalchemy", "neighborcenter"))), file=sys.stderr)
sys.exit(code)
"""


def loaded_by(*words: object) -> list[str]:
    """What a command of its own process has loaded of the house and of its database library."""
    line = [sys.executable, "-c", LOADED, *map(str, words)]
    done = subprocess.run(line, capture_output=True, text=True, cwd=ROOT)
    return done.stderr.splitlines()[-1].split()


def test_list_of_commands_reads_none_of_their_files() -> None:
    homes = {f"neighborcenter.cli.{home}" for home in GROUPS}
    assert not homes.intersection(loaded_by("--help"))
    assert homes.intersection(loaded_by("module", "--help")) == {"neighborcenter.cli.modules"}


def test_instance_needs_neither_database_nor_papers(tmp_path: Path) -> None:
    seen = loaded_by("roster", "solve-instance", tmp_path / "nowhere.txt", "--out", tmp_path / "roster.csv")
    assert "neighborcenter.volunteers.solver.worker" in seen
    assert not {"sqlalchemy", "neighborcenter.backend", "neighborcenter.reports.registry"}.intersection(seen)


def test_rule_of_a_room_nobody_loaded_is_said_in_words() -> None:
    program = (
        "import sys, neighborcenter.cli.booking, neighborcenter.backend\n"
        "from neighborcenter.kit.problems import Problem, known_codes, speak\n"
        "assert 'roster.no_lead' not in known_codes(), 'choose another code'\n"
        "print(speak(Problem('', 'roster.no_lead')))"
    )
    line = [sys.executable, "-c", program]
    said = subprocess.run(line, capture_output=True, text=True, cwd=ROOT, check=True).stdout
    assert said.strip() != "roster.no_lead"
    assert " " in said.strip()


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["fly"],
        ["book"],
        ["book", "--room"],
        ["bookings", "--from", "23.11.2026", "--to", "2026-11-29"],
        ["bookings", "--from", "2026-02-30", "--to", "2026-11-29"],
        ["report", "month-summary", "--month", "2026-13", "--out", "m.pdf"],
        ["cancel", "--occurrence", "1", "--booking", "1"],
        ["cancel"],
        ["demo", "--residents", "-5"],
        ["init", "--name", "甲", "--admin", "lin", "--kind", "castle"],
        ["verify", "--nonsense"],
        ["--lang", "fr", "verify"],
    ],
)
def test_lines_that_cannot_be_read_end_with_two(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main([*words, "--json"]) == 2
    said = capsys.readouterr()
    assert json.loads(said.out)["error"]["code"] == "usage"
    assert said.err.strip()


def test_global_options_count_before_and_after_the_command(
    center: Run, paths: Paths, capsys: pytest.CaptureFixture[str]
) -> None:
    for line in (
        ["--data", str(paths.data), "--json", "--lang", "en", "verify"],
        ["verify", "--data", str(paths.data), "--json", "--lang", "en"],
        ["--json", "verify", f"--data={paths.data}", "--lang=en"],
    ):
        assert run.main(line) == 0
        assert json.loads(capsys.readouterr().out) == {"ok": True, "findings": []}


def test_words_are_chinese_unless_asked_otherwise(center: Run) -> None:
    assert center("verify", json_wanted=False).out == "数据库完好。\n"
    assert center("verify", "--lang", "en", json_wanted=False).out == "The database is whole.\n"


def test_missing_database_is_one_sentence(command: Run, tmp_path: Path) -> None:
    done = command("verify", data=tmp_path / "nothing")
    assert done.code == 3
    assert done.data["error"]["code"] == "db.missing"
    assert len(done.err.splitlines()) == 1
    assert not (tmp_path / "nothing").exists()


def test_nobody_without_a_name_and_a_password(center: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NEIGHBORCENTER_PASSWORD")
    done = center("verify")
    assert (done.code, done.codes) == (1, ["cli.user_missing"])


def test_wrong_password_is_refused_counted_and_locks(center: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEIGHBORCENTER_PASSWORD", "Quanzhou-1")
    seen = [center("verify") for _ in range(5)]
    assert {done.code for done in seen} == {1}
    assert seen[0].codes == ["accounts.wrong_left"]
    assert seen[-1].codes == ["accounts.locked"]


def test_unknown_person_is_refused_like_a_wrong_password(
    center: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEIGHBORCENTER_USER", "nobody")
    done = center("verify")
    assert (done.code, done.codes) == (1, ["accounts.wrong"])


def test_what_the_role_may_not_do_is_refused(
    center: Run, make: Builders, password: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    make.account("ning", "吴敏", password, ("front_desk",))
    make.backend.close()
    monkeypatch.setenv("NEIGHBORCENTER_USER", "ning")
    for words in (["backup"], ["export", "residents", "x.xlsx"], ["verify"], ["demo"]):
        done = center(*words)
        assert (done.code, done.codes) == (1, ["allowed.missing"]), words


def test_unknown_center_is_refused_with_those_there_are(center: Run) -> None:
    done = center("verify", "--center", "nowhere")
    assert (done.code, done.codes) == (1, ["cli.center_unknown"])
    assert "双沟社区邻里中心" in done.err


@pytest.mark.parametrize(
    "content", [b"not a database, just words" * 300, b"SQLite format 3\0" + b"\xff" * 8000]
)
def test_damaged_database_is_one_sentence(center: Run, paths: Paths, content: bytes) -> None:
    paths.database.write_bytes(content)
    done = center("verify")
    assert done.code == 3
    assert done.data["error"]["code"] in ("db.damaged", "db.missing")
    assert paths.database.read_bytes() == content


def test_newer_database_is_refused_untouched(center: Run, paths: Paths) -> None:
    with closing(sqlite3.connect(paths.database)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '2031_something'")
        connection.commit()
    for words in (["verify"], ["migrate"], ["backup"]):
        done = center(*words)
        assert (done.code, done.data["error"]["code"]) == (3, "db.newer")


def test_missing_audit_key_is_one_sentence(center: Run, paths: Paths) -> None:
    paths.audit_key.unlink()
    done = center("verify")
    assert (done.code, done.data["error"]["code"]) == (3, "audit.key_missing")


def test_locked_database_is_one_sentence(center: Run, paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("neighborcenter.kit.db.BUSY_SECONDS", 0.1)
    monkeypatch.setattr("neighborcenter.kit.db.PRAGMAS", ("PRAGMA busy_timeout=100",))
    with closing(sqlite3.connect(paths.database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        done = center("verify")
    assert (done.code, done.data["error"]["code"]) == (3, "db.locked")


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="another user is needed")
def test_folder_without_permission_is_one_sentence(center: Run, paths: Paths) -> None:
    """As a person who may not write there; root may write anywhere."""
    root = ROOT
    if not all(
        os.stat(place).st_mode & 0o001
        for place in (root, *root.parents, *Path(sys.executable).resolve().parents)
    ):
        pytest.skip("the program lies in a folder closed to others")
    open_to_all = Path(tempfile.mkdtemp(prefix="readonly-", dir="/tmp"))
    open_to_all.chmod(0o755)
    try:
        shutil.copytree(paths.data, open_to_all / "data")
        answer = _as_nobody(root, open_to_all / "data")
    finally:
        shutil.rmtree(open_to_all)
    assert answer.returncode == 3, answer.stderr
    assert json.loads(answer.stdout)["error"]["code"] == "db.readonly"
    assert "Traceback" not in answer.stderr


def _as_nobody(root: Path, data: Path) -> subprocess.CompletedProcess[str]:
    """Make a backup as somebody who may read the folder and not write to it."""
    for path in [data, *data.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    program = (
        f"import sys; sys.path.insert(0, {str(root)!r})\n"
        "from neighborcenter.cli.run import main; sys.exit(main(sys.argv[1:]))"
    )
    line = [sys.executable, "-B", "-c", program, "--data", str(data), "backup", "--json"]
    return subprocess.run(line, user="nobody", extra_groups=[], capture_output=True, text=True, cwd="/")


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="mounting needs root")
def test_full_disk_is_one_sentence_and_loses_nothing(center: Run, paths: Paths, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(disk)], capture_output=True
    ).returncode:
        pytest.skip("no mount here")
    try:
        shutil.copytree(paths.data, disk / "data")
        (disk / "filler").write_bytes(b"\0" * (os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize))
        done = center("backup", data=disk / "data")
        assert (done.code, done.data["error"]["code"]) == (3, "db.full")
        (disk / "filler").unlink()
        assert center("verify", data=disk / "data").code == 0
    finally:
        subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.expects_log
def test_fault_of_our_own_is_one_sentence_and_in_the_log(
    center: Run, paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("neighborcenter.cli.safekeeping.prove", lambda *_: 1 / 0)
    done = center("verify")
    assert (done.code, done.data["error"]["code"]) == (3, "cli.fault")
    assert "ZeroDivisionError" in (paths.logs / "neighborcenter.log").read_text("utf-8")


def test_permission_names_are_shown_in_refusals() -> None:
    assert str(Permission.DATA_BACKUP) == "data.backup"
