"""The public format: what is read, what is refused, what is written; and the command that does both."""

import csv
import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from neighborcenter.cli.run import main
from neighborcenter.volunteers.solver.instances import Unreadable, as_csv, as_ros, read_instance
from neighborcenter.volunteers.solver.problem import Measure
from tests.volunteers.solver.lookalike import instance
from tests.volunteers.solver.sentences import offences, price

SMALL = """\
SECTION_HORIZON
# days
7
SECTION_SHIFTS
E,480,
L,480,E
SECTION_STAFF
A,E=7|L=2,2400,480,4,2,2,1
B,E=7|L=0,2400,0,7,1,1,1
SECTION_DAYS_OFF
A,5,6
SECTION_SHIFT_ON_REQUESTS
A,1,E,2
SECTION_SHIFT_OFF_REQUESTS
A,2,L,3
SECTION_COVER
1,E,1,100,1
2,L,1,100,7
"""


def test_an_instance_is_read_whole() -> None:
    problem = read_instance(SMALL)
    assert (problem.days, problem.base, len(problem.slots)) == (7, 2, 14)
    first, _second = problem.people
    assert (first.max_run, first.min_run, first.min_rest_run) == (4, 2, 2)
    minutes = next(limit for limit in first.limits if limit.measure is Measure.MINUTES)
    assert (minutes.least, minutes.most) == (480, 2400)
    assert first.costs == {"1:E": -2, "2:L": 3}
    assert problem.rest.not_after["L"] == {"E"}
    slot = next(slot for slot in problem.slots if slot.id == "2:L")
    assert (slot.wanted, slot.under, slot.over) == (1, 100, 7)
    assert [span.begins // 1440 for span in first.away] == [5, 6]
    # On Monday night late, on Tuesday early: forbidden; and B never works late.
    assert offences(problem, {"A": frozenset({"1:L", "2:E"}), "B": frozenset()})
    assert offences(problem, {"A": frozenset({"1:E", "2:E"}), "B": frozenset({"2:L"})})
    assert not offences(problem, {"A": frozenset({"1:E", "2:E"}), "B": frozenset()})


def test_prices_are_those_of_the_format() -> None:
    problem = read_instance(SMALL)
    assert price(problem, {}) == 2 + 200
    assert price(problem, {"A": frozenset({"1:E", "2:L"})}) == 3
    assert price(problem, {"A": frozenset({"1:E"}), "B": frozenset({"1:E"})}) == 1 + 100


@pytest.mark.parametrize(
    "text",
    [
        "",
        "SECTION_HORIZON\nseven\n",
        SMALL.replace("A,1,E,2", "C,1,E,2"),
        SMALL.replace("1,E,1,100,1", "1,X,1,100,1"),
        SMALL.replace("1,E,1,100,1", "9,E,1,100,1"),
        SMALL.replace("A,E=7|L=2,2400,480,4,2,2,1", "A,E=7|L=2,2400"),
        SMALL[: SMALL.index("SECTION_COVER")],
        "名单\n",
    ],
)
def test_what_is_not_an_instance_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        read_instance(text)


def test_rosters_are_written_as_tables_and_as_ros() -> None:
    problem = read_instance(SMALL)
    plans = {"A": frozenset({"1:E", "2:L"}), "B": frozenset[str]()}
    rows = list(csv.reader(as_csv(problem, plans).splitlines()))
    assert rows == [["A", "", "E", "L", "", "", "", ""], ["B", *[""] * 7]]
    root = ElementTree.fromstring(as_ros(problem, plans))
    told = [(e.get("ID"), a.findtext("Day"), a.findtext("Shift")) for e in root for a in e]
    assert told == [("A", "1", "E"), ("A", "2", "L")]


def test_the_command_solves_and_writes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, out = tmp_path / "Sample.txt", tmp_path / "roster.csv"
    file.write_text(instance(14, 6, 2), encoding="utf-8")
    code = main(["roster", "solve-instance", str(file), "--seconds", "3", "--out", str(out), "--json"])
    told = json.loads(capsys.readouterr().out)
    assert code == 0
    assert told["bound"] <= told["objective"]
    problem = read_instance(file.read_text(encoding="utf-8"))
    plans = {
        row[0]: frozenset(f"{day}:{kind}" for day, kind in enumerate(row[1:]) if kind)
        for row in csv.reader(out.read_text(encoding="utf-8").splitlines())
    }
    assert offences(problem, plans) == []
    assert price(problem, plans) == told["objective"]


def test_the_command_says_what_is_wrong_with_a_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, out = tmp_path / "Sample.txt", tmp_path / "roster.csv"
    file.write_text(SMALL.replace("A,1,E,2", "C,1,E,2"), encoding="utf-8")
    line = ["roster", "solve-instance", str(file), "--out", str(out), "--json"]
    assert main(line) == 1
    (problem,) = json.loads(capsys.readouterr().out)["problems"]
    assert problem["code"] == "cli.instance_unreadable"
    assert "C,1,E,2" in problem["message"]
    assert not out.exists()
    assert main(["roster", "solve-instance", str(tmp_path / "nowhere.txt"), "--out", str(out)]) == 1
    assert main(["roster", "solve-instance", str(file), "--out", str(tmp_path / "roster.pdf")]) == 1
