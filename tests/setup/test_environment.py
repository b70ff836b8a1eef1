"""The set-up knows when an environment is complete, redoes a half-made one, and explains itself in a sentence."""

import errno
import os
import shutil
import sys
import threading
from pathlib import Path

import pytest

from neighborcenter.kit.setup import environment, libraries, stamp, turns, words

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def tree(tmp_path: Path) -> str:
    """A copy of what the set-up looks at, with an environment that seems complete for the program."""
    shutil.copytree(ROOT / "resources" / "setup", tmp_path / "resources" / "setup")
    program = Path(stamp.python(str(tmp_path)))
    program.parent.mkdir(parents=True)
    program.symlink_to(sys.executable)
    stamp.write(str(tmp_path), tests=False)
    return str(tmp_path)


def test_complete_environment_is_used_at_once(tree: str) -> None:
    assert stamp.ready(tree, tests=False) == stamp.python(tree)


def test_tests_need_their_own_packages_and_bring_the_programs(tree: str) -> None:
    assert stamp.ready(tree, tests=True) is None
    os.unlink(os.path.join(stamp.folder(tree), stamp.STAMPS[False]))
    stamp.write(tree, tests=True)
    assert stamp.ready(tree, tests=True)
    assert stamp.ready(tree, tests=False)


def test_changed_lock_makes_the_environment_unfit(tree: str) -> None:
    with open(stamp.lock_file(tree, tests=False), "a", encoding="utf-8") as lock:
        lock.write("six==1.17.0\n")
    assert stamp.ready(tree, tests=False) is None


def test_other_python_under_the_same_name_makes_the_environment_unfit(tree: str, tmp_path: Path) -> None:
    (tmp_path / "python3.99").write_text("")
    os.unlink(stamp.python(tree))
    os.symlink(tmp_path / "python3.99", stamp.python(tree))
    assert stamp.ready(tree, tests=False) is None


def test_work_that_was_cut_off_is_noticed_and_cleared(tree: str) -> None:
    Path(stamp.folder(tree), stamp.BUSY).touch()
    assert stamp.ready(tree, tests=False) is None
    environment._clear_what_is_half_made(tree)
    assert not os.path.exists(stamp.folder(tree))


def test_environment_of_somebody_else_is_put_aside_not_removed(tmp_path: Path) -> None:
    (tmp_path / ".venv").mkdir()
    (tmp_path / ".venv" / "mine.txt").write_text("keep me")
    environment._clear_what_is_half_made(str(tmp_path))
    (aside,) = tmp_path.glob(".venv-*")
    assert (aside / "mine.txt").read_text() == "keep me"


def test_second_set_up_waits_for_the_first(tmp_path: Path) -> None:
    order = []

    def second() -> None:
        with turns.my_turn(str(tmp_path)):
            order.append("second")

    with turns.my_turn(str(tmp_path)):
        waiting = threading.Thread(target=second)
        waiting.start()
        waiting.join(0.5)
        order.append("first")
    waiting.join(10)
    assert order == ["first", "second"]


def test_no_space_is_said_before_anything_is_fetched(tree: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "SPACE_NEEDED", {False: 2**60, True: 2**60})
    with pytest.raises(words.NotPossible, match="磁盘空间不够"):
        environment._check_space(tree, False)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (
            "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device",
            "磁盘空间不够",
        ),
        ("Retrying after NewConnectionError: Temporary failure in name resolution", "检查网络"),
        ("THESE PACKAGES DO NOT MATCH THE HASHES", "没有完成"),
    ],
)
def test_failing_tool_becomes_one_plain_sentence(said: str, sentence: str) -> None:
    with pytest.raises(words.NotPossible, match=sentence):
        environment._tool([sys.executable, "-c", f"print({said!r}); raise SystemExit(1)"])


@pytest.mark.parametrize(
    ("number", "sentence"),
    [(errno.ENOSPC, "磁盘空间不够"), (errno.EROFS, "不能写入"), (errno.EACCES, "不能写入")],
)
def test_refusals_of_the_system_become_sentences(number: int, sentence: str) -> None:
    assert sentence in environment._sentence_for(OSError(number, "no"), "/opt/neighborcenter")


def test_missing_components_are_named_as_a_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libraries, "_may_install", lambda: None)
    monkeypatch.setattr(
        libraries.shutil, "which", lambda name: "/usr/bin/" + name if name == "apt-get" else None
    )
    with pytest.raises(words.NotPossible, match="sudo apt-get install -y --no-install-recommends libgl1"):
        libraries.install_system_packages(["libgl1"], sonames=["libGL.so.1"])


def test_unknown_system_is_told_the_names_of_the_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libraries.shutil, "which", lambda name: None)
    with pytest.raises(words.NotPossible, match=r"libGL\.so\.1"):
        libraries.install_system_packages(["libgl1"], sonames=["libGL.so.1"])


def test_both_locks_agree_on_every_package_of_the_program() -> None:
    def pins(tests: bool) -> set[str]:
        with open(stamp.lock_file(str(ROOT), tests), encoding="utf-8") as lock:
            return {line.split(" ")[0] for line in lock if "==" in line}

    assert pins(False) <= pins(True)


def test_locks_hold_what_the_project_asks_for() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["test"]]
    with open(stamp.lock_file(str(ROOT), True), encoding="utf-8") as lock:
        text = lock.read()
    lacking = [
        w for w in wanted if w.lower().replace("[accel]", "").replace("[binary]", "") + " " not in text
    ]
    assert not lacking, "run: sh .ci/lock"
