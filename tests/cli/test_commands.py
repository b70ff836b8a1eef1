"""Every command does its one thing, and says no with a code."""

import shutil
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from neighborcenter.data import archive
from neighborcenter.kit.paths import Paths
from tests.cli.conftest import Run
from tests.support.builders import Builders


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo center, made once by its own command."""
    from neighborcenter.cli import run

    folder = tmp_path_factory.mktemp("demo")
    assert run.main(["--data", str(folder), "demo", "--residents", "60", "--months", "1"]) == 0
    return folder


@pytest.fixture
def demo(full: Path, tmp_path: Path, command: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """A copy of the demo center; its own administrator acts."""
    monkeypatch.setenv("NEIGHBORCENTER_USER", "zhoumin")
    monkeypatch.setenv("NEIGHBORCENTER_PASSWORD", "neighbor-2026")
    shutil.copytree(full, tmp_path / "demo")

    def run_it(*words: object, **options: Any) -> Any:
        return command(*words, data=tmp_path / "demo", **options)

    return run_it


def booked(run: Run, day: date, room: str = "舞蹈室", hours: str = "10:30-11:30", *more: object) -> Any:
    start, end = hours.split("-")
    return run(
        "book", "--room", room, "--start", f"{day}T{start}", "--end", f"{day}T{end}", "--title", "试课",
        "--for", "老李", "--outside-hours", *more,
    )  # fmt: skip


def test_init_makes_a_center_one_can_sign_in_to(command: Run, tmp_path: Path, password: str) -> None:
    done = command("init", "--name", "桂花里邻里中心", "--admin", "lin", data=tmp_path / "new")
    assert (done.code, done.data["name"]) == (0, "桂花里邻里中心")
    assert command("verify", data=tmp_path / "new").data["ok"]
    again = command("init", "--name", "另一个", "--admin", "lin", data=tmp_path / "new")
    assert (again.code, again.codes) == (1, ["cli.center_exists"])


def test_init_with_a_weak_password_makes_nothing(
    command: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEIGHBORCENTER_PASSWORD", "123")
    done = command("init", "--name", "桂花里邻里中心", "--admin", "lin", data=tmp_path / "new")
    assert (done.code, done.codes) == (1, ["accounts.password_short"])
    assert not (tmp_path / "new").exists()


def test_demo_is_refused_where_people_are_registered(demo: Run) -> None:
    done = demo("demo")
    assert (done.code, done.codes) == (1, ["demo.not_empty"])


def test_demo_with_the_same_seed_makes_the_same_center(command: Run, tmp_path: Path) -> None:
    words = ("demo", "--residents", "20", "--months", "1", "--seed", "3")
    first, second = (command(*words, data=tmp_path / name).data for name in "ab")
    assert first == second
    assert first["login"] == "zhoumin"


def test_booking_is_made_listed_and_cancelled(demo: Run, next_week: date) -> None:
    made = booked(demo, next_week)
    assert made.code == 0, made.err
    (occurrence,) = made.data["occurrences"]
    assert occurrence["start"] == f"{next_week}T10:30"
    listed = demo("bookings", "--from", next_week, "--to", next_week, "--room", "舞蹈室").data["occurrences"]
    assert occurrence["id"] in [row["id"] for row in listed]
    gone = demo("cancel", "--occurrence", occurrence["id"], "--reason", "台风")
    assert gone.data["cancelled"] == [occurrence["id"]]
    again = demo("cancel", "--occurrence", occurrence["id"])
    assert (again.code, again.codes) == (1, ["booking.already_cancelled"])


def test_taken_room_is_refused_with_who_has_it_and_ways_out(demo: Run, next_week: date) -> None:
    assert booked(demo, next_week).code == 0
    done = booked(demo, next_week)
    assert (done.code, done.codes) == (1, ["booking.clash"])
    assert done.data["in_the_way"][0]["title"] == "试课"
    assert done.data["alternatives"]


def test_series_leaves_out_what_is_taken(demo: Run, next_week: date) -> None:
    assert booked(demo, next_week).code == 0
    series = ("--repeat", "FREQ=WEEKLY;COUNT=3")
    assert booked(demo, next_week, "舞蹈室", "10:30-11:30", *series).code == 1
    done = booked(demo, next_week, "舞蹈室", "10:30-11:30", *series, "--skip-clashes").data
    assert (len(done["occurrences"]), len(done["skipped"])) == (2, 1)
    assert done["skipped"][0]["code"] == "booking.clash"


def test_names_stand_for_ids_and_ambiguous_ones_are_refused(demo: Run, next_week: date) -> None:
    unknown = booked(demo, next_week, "游泳池")
    assert (unknown.code, unknown.codes) == (1, ["found.none"])
    assert unknown.data["problems"][0]["field"] == "room"
    twice = demo("visit", "--service", "老年")
    assert (twice.code, twice.codes) == (1, ["found.several"])
    assert len(twice.data["problems"][0]["params"]["candidates"].split(", ")) > 1


def test_two_people_of_one_name_are_told_apart(center: Run, make: Builders, paths: Paths) -> None:
    from neighborcenter.people import service as people
    from neighborcenter.people.drafts import ResidentDraft

    with make.backend.work(make.actor) as work:
        for door in ("101", "202"):
            people.register(work, ResidentDraft(name="王小明", building="3", door=door), sure=True)
    make.service("居住证明代办")
    done = center("visit", "--service", 1, "--person", "王小明")
    assert (done.code, done.codes) == (1, ["found.several"])
    assert "3-101" in done.err
    assert "3-202" in done.err
    assert center("visit", "--service", 1, "--person", 2).code == 0


def test_visit_is_registered_by_words(demo: Run) -> None:
    done = demo("visit", "--service", "量血压", "--heads", 3, "--note", "社区义诊")
    assert done.code == 0, done.err
    assert done.data["visit"] > 0


def test_find_answers_in_the_order_of_the_box(demo: Run) -> None:
    found = demo("find", "shs").data["hits"]
    assert ("rooms", "书画室") in [(hit["kind"], hit["label"]) for hit in found]
    assert demo("find", "量血压", "--kind", "services", "--limit", 1).data["hits"][0]["kind"] == "services"
    kinds = [hit["kind"] for hit in demo("find", "s", "--limit", 50).data["hits"]]
    assert kinds == sorted(kinds, key=("people", "rooms", "services", "reports").index)
    assert demo("find", "太极队", "--kind", "groups").data["hits"][0]["label"].startswith("太极队")
    assert demo("find", "zzzzqqqq").data["hits"] == []


def test_paper_and_its_twin_say_the_same_figures(demo: Run, tmp_path: Path) -> None:
    month = ("report", "month-summary", "--out")
    paper = demo(*month, tmp_path / "m.pdf").data
    sheet = demo(*month, tmp_path / "m.xlsx").data
    assert paper["figures"] == sheet["figures"]
    assert paper["pages"] >= 2
    assert (tmp_path / "m.pdf").read_bytes().startswith(b"%PDF")
    named = {one["name"] for one in demo("reports").data["reports"]}
    assert "month-summary" in named


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("report", "no_such", "--out", "x.pdf"), "found.none"),
        (("report", "month-summary", "--out", "x.doc"), "cli.file_kind"),
        (("report", "month-summary", "--param", "color=red", "--out", "x.pdf"), "reports.param_unknown"),
        (("export", "dragons", "x.xlsx"), "cli.kind_unknown"),
        (("import", "dragons", "x.xlsx"), "cli.kind_unknown"),
        (("import", "residents", "nowhere.xlsx"), "import.no_file"),
        (("import", "undo", "77"), "found.none"),
        (("import", "undo", "last"), "found.none"),
        (("cancel", "--booking", "999999"), "found.none"),
        (("migrate", "--to", "9999"), "cli.revision_unknown"),
        (("tour", "--out", "x", "--size", "big"), "cli.size"),
    ],
)
def test_refusals_have_a_code_and_leave_no_file(
    demo: Run, words: tuple[str, ...], code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.iterdir())
    done = demo(*words, tour=lambda *_a, **_o: [])
    assert (done.code, done.codes) == (1, [code])
    assert sorted(tmp_path.iterdir()) == before


def people_file(path: Path, *rows: tuple[object, ...]) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["姓名", "性别", "联系电话", "楼栋", "门牌"])
    for row in rows:
        sheet.append(list(row))
    book.save(path)
    return path


def test_import_keeps_all_or_nothing_and_can_be_taken_back(center: Run, tmp_path: Path) -> None:
    good = people_file(
        tmp_path / "好.xlsx",
        ("王堃", "男", "13905950001", "3", "101"),
        ("林喆", "女", "13905950002", "3", "102"),
    )
    bad = people_file(
        tmp_path / "坏.xlsx", ("张䶮", "男", "13905950003", "3", "103"), ("陈", "男", "1390595", "3", "104")
    )
    dry = center("import", "residents", good, "--dry-run").data
    assert (dry["rows"], dry["added"], dry["batch"]) == (2, 2, None)
    refused = center("import", "residents", bad, "--report", tmp_path / "坏行.xlsx")
    assert refused.code == 1
    assert [row["row"] for row in refused.data["refused"]] == [3]
    assert load_workbook(tmp_path / "坏行.xlsx").active.max_row >= 2  # type: ignore[union-attr]
    assert center("import", "residents", bad, "--skip-bad").data["added"] == 1
    done = center("import", "residents", good).data
    assert done["added"] == 2
    assert center("import", "undo", done["batch"]).data["removed"] == 2
    twice = center("import", "undo", done["batch"])
    assert (twice.code, twice.codes) == (1, ["import.undone"])
    assert center("verify").data["ok"]


def test_export_writes_the_list_and_a_line_in_the_trail(demo: Run, tmp_path: Path) -> None:
    done = demo("export", "residents", tmp_path / "名册.xlsx").data
    assert done["rows"] == 60
    assert load_workbook(tmp_path / "名册.xlsx").active is not None
    assert demo("export", "rooms", tmp_path / "场地.csv").data["rows"] > 5


def test_backup_is_listed_restored_and_the_present_kept(demo: Run, next_week: date, tmp_path: Path) -> None:
    made = demo("backup").data
    assert booked(demo, next_week).code == 0
    (listed,) = demo("backups").data["backups"]
    assert (listed["file"], listed["rows"]) == (made["file"], made["rows"])
    done = demo("restore", Path(made["file"]).name)
    assert done.code == 0, done.err
    assert done.data["sha256"] == made["sha256"]
    assert Path(done.data["kept"]).name.startswith("before-restore-")
    listed_now = demo("bookings", "--from", next_week, "--to", next_week).data["occurrences"]
    assert "试课" not in [row["title"] for row in listed_now]
    assert demo("verify").data["ok"]


def test_damaged_or_missing_database_is_replaced_by_a_backup(demo: Run, tmp_path: Path) -> None:
    made = demo("backup").data["file"]
    database = Paths(tmp_path / "demo").database
    database.write_bytes(b"\xff" * 9000)
    done = demo("restore", made)
    assert done.code == 0, done.err
    assert (Path(done.data["kept"]) / database.name).read_bytes() == b"\xff" * 9000
    assert demo("verify").data["ok"]
    database.unlink()
    assert demo("restore", made).code == 0
    assert demo("verify").data["ok"]


def test_damaged_backup_is_refused_and_nothing_changes(demo: Run, tmp_path: Path) -> None:
    made = Path(demo("backup").data["file"])
    whole = made.read_bytes()
    made.write_bytes(whole[:5000] + b"\0" + whole[5001:])
    before = Paths(tmp_path / "demo").database.read_bytes()
    done = demo("restore", made)
    assert (done.code, done.data["error"]["code"]) == (3, "data.backup_damaged")
    assert Paths(tmp_path / "demo").database.read_bytes() == before
    gone = demo("restore", tmp_path / "none.zip")
    assert (gone.code, gone.data["error"]["code"]) == (3, "data.backup_missing")


def test_migrate_says_where_the_database_is(demo: Run) -> None:
    done = demo("migrate").data
    assert done["from"] == done["to"]


@pytest.mark.both_engines
def test_migrate_goes_back_and_forth_with_a_copy(center: Run, paths: Paths, database: str | None) -> None:
    from neighborcenter.kit.migrate import revisions

    where = () if database is None else ("--database", database)
    head = center("migrate", *where).data["to"]
    back = center("migrate", "--to", revisions()[-2], *where)
    assert (back.code, back.data["to"]) == (0, revisions()[-2]), back.err
    assert center("migrate", *where).data == {"from": revisions()[-2], "to": head}
    copy = min(paths.backups.glob("before-migrate-*"), key=lambda path: path.stat().st_mtime_ns)
    assert database is None or archive.prove(copy).schema == head
    assert center("verify", *where).data["ok"]


def test_tour_hands_the_screens_over(demo: Run, tmp_path: Path) -> None:
    asked = {}

    def take(_backend: object, _actor: object, out: Path, **options: object) -> list[Path]:
        asked.update(options)
        return [out / "booking.png"]

    done = demo("tour", "--out", tmp_path / "pictures", "--scale", "1.25", "--theme", "dark", tour=take)
    assert done.data["pictures"] == [str(tmp_path / "pictures" / "booking.png")]
    assert asked == {"theme": "dark", "scale": 1.25, "size": (1440, 900), "only": []}


def test_two_at_once_both_get_through(demo: Run, next_week: date, full: Path, tmp_path: Path) -> None:
    """Two processes book the same hour: one gets it, the other is told who has it."""
    import os
    import sys

    root = Path(__file__).resolve().parents[2]
    line = [
        sys.executable, str(root / "main.py"), "--data", str(tmp_path / "demo"), "--json", "book", "--room", "舞蹈室",
        "--start", f"{next_week}T10:30", "--end", f"{next_week}T11:30", "--for", "老李", "--title", "试课",
        "--outside-hours",
    ]  # fmt: skip
    environment = {**os.environ, "NEIGHBORCENTER_NO_SETUP": "1"}
    both = [
        subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment)
        for _ in range(2)
    ]
    for each in both:
        each.communicate(timeout=60)
    assert sorted(each.returncode for each in both) == [0, 1]
