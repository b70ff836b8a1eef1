"""Small files, one commit, one clock, colors by name: counted in the sources."""

import ast
import re
import tomllib
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FILE, FUNCTION, METHODS, TEST_FILE = 400, 60, 25, 600
FORBIDDEN_NAMES = {"utils.py", "util.py", "helpers.py", "helper.py", "manager.py", "misc.py", "common.py"}


@cache
def sources(*folders: str) -> list[Path]:
    return [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def exceptions() -> dict[str, int]:
    """What may be larger, and how large: "file" or "file::function" -> limit."""
    with (ROOT / "tests" / "house" / "exceptions.toml").open("rb") as file:
        listed = tomllib.load(file).get("budget", [])
    for entry in listed:
        assert entry["reason"], f"{entry['where']} needs a reason"
        assert isinstance(entry["since"], date)
    return {entry["where"]: entry["limit"] for entry in listed}


def sizes() -> Iterator[tuple[str, int, int]]:
    """Name, size, limit of every file, function and class."""
    for path in [*sources("neighborcenter", "ui", "tests", "migrations"), ROOT / "main.py"]:
        name, lines = name_of(path), path.read_text(encoding="utf-8").count("\n")
        yield name, lines, TEST_FILE if name.startswith("tests/") else FILE
        if name.startswith("migrations/versions"):
            continue  # A migration is a list of tables, read once.
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{name}::{node.name}", (node.end_lineno or 0) - node.lineno + 1, FUNCTION
            elif isinstance(node, ast.ClassDef):
                methods = sum(isinstance(part, ast.FunctionDef) and _counts(part.name) for part in node.body)
                yield f"{name}::{node.name}", methods, METHODS


def _counts(method: str) -> bool:
    """Slots (`_on_...`) and Qt's own names (`paintEvent`) are not what makes a class too big."""
    return not method.startswith("_on_") and method == method.lower()


def test_files_functions_and_classes_are_small() -> None:
    allowed = exceptions()
    too_big = [
        f"{name}: {size} > {limit}" for name, size, limit in sizes() if size > allowed.get(name, limit)
    ]
    assert not too_big, "\n".join(too_big)


def test_exceptions_are_still_needed() -> None:
    allowed = exceptions()
    needed = {name for name, size, limit in sizes() if size > limit}
    assert not set(allowed) - needed, "these fit now: take them out of exceptions.toml"


def test_no_file_is_named_for_being_useful() -> None:
    assert not [name_of(p) for p in sources("neighborcenter", "ui") if p.name in FORBIDDEN_NAMES]


def calls(pattern: str, *folders: str) -> list[str]:
    found = []
    for path in sources(*folders):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if re.search(pattern, line.split("#")[0]):
                found.append(f"{name_of(path)}:{number}")
    return found


def test_only_the_unit_of_work_commits() -> None:
    # Upgrading and making the tables are no acts of a person: they have no unit of work.
    allowed = {"neighborcenter/kit/work.py", "neighborcenter/kit/schema.py", "neighborcenter/data/migrate.py"}
    found = calls(r"\.commit\(", "neighborcenter", "ui")
    assert not [where for where in found if where.split(":")[0] not in allowed]


def test_only_the_clock_asks_the_time() -> None:
    pattern = (
        r"\b(datetime\.(now|utcnow|today)|date\.today|QDate(Time)?\.currentDate(Time)?|time\.localtime)\("
    )
    found = [
        w for w in calls(pattern, "neighborcenter", "ui") if not w.startswith("neighborcenter/kit/clock.py")
    ]
    # The set-up and a crash report stand without the back office and its clock.
    allowed = ("neighborcenter/kit/setup/", "ui/kit/errors.py")
    assert not [where for where in found if not where.startswith(allowed)]


def test_colors_have_names() -> None:
    assert not calls(r"""["']#[0-9a-fA-F]{3,8}["']|\bQColor\(\s*\d""", "ui")


def test_boxes_come_from_messages_only() -> None:
    found = calls(r"\bQMessageBox\b", "ui")
    assert not [where for where in found if not where.startswith("ui/kit/messages.py")]


def test_nothing_is_left_for_later() -> None:
    assert not calls(r"\bbreakpoint\(", "neighborcenter", "ui")
    todo = re.compile(r"#\s*(TODO|FIXME|XXX)\b")
    left = [
        name_of(path)
        for path in sources("neighborcenter", "ui", "migrations")
        if todo.search(path.read_text(encoding="utf-8"))
    ]
    assert not left


def test_chinese_is_never_typed_by_key_clicks() -> None:
    """qtbot.keyClicks with a non-ASCII text aborts the whole process (an assertion inside QtTest)."""
    typed = [
        (name_of(path), node.lineno, part.value)
        for path in sources("tests")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "keyClicks"
        for part in node.args
        if isinstance(part, ast.Constant) and isinstance(part.value, str)
    ]
    assert not [place for place in typed if not place[2].isascii()]
