"""The floors and the other import rules of pyproject.toml hold."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_every_import_contract_is_kept() -> None:
    line = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()", "--no-cache"]
    answer = subprocess.run(line, cwd=ROOT, capture_output=True, text=True)
    assert answer.returncode == 0, answer.stdout + answer.stderr


def test_setting_up_needs_nothing_but_python() -> None:
    """The set-up runs before any package exists; -I -S leaves only the standard library."""
    program = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r})\n"
        "from neighborcenter.kit.setup import environment, libraries, stamp, turns, words\n"
        "print(sorted(name for name in sys.modules if name.split('.')[0] in ('sqlalchemy', 'PySide6')))"
    )
    answer = subprocess.run([sys.executable, "-I", "-S", "-c", program], capture_output=True, text=True)
    assert answer.stdout == "[]\n", answer.stderr


def test_back_office_imports_neither_qt_nor_the_orm() -> None:
    program = (
        "import sys, pkgutil, importlib, neighborcenter\n"
        "for m in pkgutil.walk_packages(neighborcenter.__path__, 'neighborcenter.'): importlib.import_module(m.name)\n"
        "print(sorted({name for name in sys.modules if name.split('.')[0] == 'PySide6' or name == 'sqlalchemy.orm'}))"
    )
    answer = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True)
    assert answer.stdout == "[]\n", answer.stdout + answer.stderr
