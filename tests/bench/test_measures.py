"""The measures themselves run, on a thousandth of their rows, and say what they promise."""

import json
import tempfile

import pytest

from tests.bench import Figure
from tests.bench.__main__ import as_row, main


@pytest.fixture(autouse=True)
def _own_folder(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))


# `start` and `type_ahead` open whole programs again and again: a minute each, too long for the gate.
@pytest.mark.parametrize(
    "name",
    [
        "board_paint",
        "booking_save",
        "clash_check",
        "figures",
        "imports",
        "paper",
        "people_search",
        "room_use",
        "roster",
        "visits_month",
        "week_board",
    ],
)
def test_a_measure_runs_and_is_printed_as_json(name, capsys):
    main(["--json", "--scale", "0.001", "--only", name])
    answer = json.loads(capsys.readouterr().out)
    figures = answer["figures"][name]
    assert figures
    assert all(figure["value"] >= 0 and figure["unit"] for figure in figures)


def test_a_figure_meets_its_target_from_the_right_side():
    assert as_row(Figure("save", 0.9, "ms", target=1.0))["met"] is True
    assert as_row(Figure("save", 1.1, "ms", target=1.0))["met"] is False
    assert as_row(Figure("pages", 900, "pages/s", target=1000))["met"] is False
    assert as_row(Figure("pages", 900, "pages/s"))["met"] is None
