"""Commands are run as a script runs them: words in, exit code and standard output out."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest

from neighborcenter.cli import run
from neighborcenter.kit.clock import Clock
from neighborcenter.kit.paths import Paths


@dataclass(frozen=True)
class Ran:
    """What a command did."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """The one JSON object on standard output."""
        lines = self.out.splitlines()
        assert len(lines) == 1, self.out
        return json.loads(lines[0])

    @property
    def codes(self) -> list[str]:
        """The codes of the problems."""
        return [problem["code"] for problem in self.data["problems"]]


Run = Callable[..., Ran]


@pytest.fixture
def command(
    paths: Paths, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, password: str
) -> Run:
    """Run a command on this test's installation as the administrator, with --json unless told otherwise."""
    monkeypatch.setenv("NEIGHBORCENTER_USER", "lin")
    monkeypatch.setenv("NEIGHBORCENTER_PASSWORD", password)

    def run_it(*words: object, json_wanted: bool = True, data: object = None, **options: Any) -> Ran:
        line = ["--data", str(data or paths.data), *(str(word) for word in words)]
        if json_wanted:
            line.append("--json")
        capsys.readouterr()
        code = run.main(line, **options)
        said = capsys.readouterr()
        assert "Traceback" not in said.err + said.out
        return Ran(code, said.out, said.err)

    return run_it


@pytest.fixture
def center(database: str | None, command: Run) -> Run:
    """A center with its administrator is there."""
    return command


@pytest.fixture
def next_week() -> date:
    """A Wednesday to come: the commands live in the real present."""
    today = Clock().today()
    return today + timedelta(days=9 - today.weekday())
