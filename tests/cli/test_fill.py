"""Forms of other offices on the command line: kept, pointed, filled, found again; nothing half on the disk."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from neighborcenter.backend import Backend
from neighborcenter.kit.actor import Actor
from tests.cli.conftest import Run
from tests.support.builders import Builders
from tests.support.foreign_forms import person_form, table_form, workbook_form
from tests.support.month import FilledMonth, fill_month


@pytest.fixture
def filled(backend: Backend, actor: Actor) -> FilledMonth:
    with backend.work(actor) as work:
        return fill_month(Builders(backend, actor, work))


def test_a_form_goes_from_a_file_to_a_filled_file(command: Run, filled: FilledMonth, tmp_path: Path) -> None:
    form = tmp_path / "花名册.xlsx"
    form.write_bytes(workbook_form())
    added = command("template", "add", form, "--office", "民政办")
    assert (added.code, added.data["name"]) == (0, "花名册")
    assert {one["place"]: one["field"] for one in added.data["places"]}["花名册!B4"] == "name"
    mapped = command(
        "template", "map", "花名册", "--list", "花名册!4=residents", "--set", "花名册!B4=name", "--set", "花名册!F4=",
        "--set", "汇总!B2=figure.people",
    )  # fmt: skip
    fields = {one["place"]: one["field"] for one in mapped.data["places"]}
    assert (fields["花名册!4"], fields["汇总!B2"], "花名册!F4" in fields) == (
        "residents",
        "figure.people",
        False,
    )
    out = tmp_path / "10月.xlsx"
    done = command("fill", "花名册", "--month", "2026-10", "--out", out)
    assert done.code == 0
    assert (done.data["rows"], done.data["new"], done.data["first_time"]) == (12, 12, True)
    book = load_workbook(out)
    assert book["花名册"]["A16"].value == 12
    assert book["汇总"]["B2"].value == 10
    again = command("fill", "花名册", "--month", "2026-11", "--only-changed", "--out", tmp_path / "11月.xlsx")
    assert (again.data["rows"], again.data["changed"]) == (0, 0)
    assert [one["rows"] for one in command("template", "returns", "花名册").data["returns"]] == [0, 12]
    assert sorted(path.name for path in tmp_path.glob("*.xlsx")) == ["10月.xlsx", "11月.xlsx", "花名册.xlsx"]
    assert not list(tmp_path.glob(".*")), "nothing half stays behind"


def test_one_file_for_each_person_and_refusals_leave_none(
    command: Run, filled: FilledMonth, tmp_path: Path
) -> None:
    (tmp_path / "个人.docx").write_bytes(person_form())
    assert command("template", "add", tmp_path / "个人.docx", "--name", "登记表").code == 0
    out = tmp_path / "out"
    out.mkdir()
    assert command("fill", "登记表", "--out", out / "f.docx").codes == ["reports.people_needed"]
    assert command("fill", "登记表", "--people", "无此人", "--out", out / "f.docx").codes == [
        "reports.people_unknown"
    ]
    assert command("fill", "登记表", "--people", "王桂兰", "--out", out / "f.xlsx").codes == [
        "reports.form_suffix"
    ]
    assert command("fill", "登记表", "--people", "王桂兰", "--whole", "x", "--out", out / "f.docx").code == 1
    assert list(out.iterdir()) == []
    done = command("fill", "登记表", "--people", "王桂兰、林志强", "--out", out / "f.docx")
    assert done.data["people"] == 2
    assert sorted(path.name for path in out.iterdir()) == ["f 林志强.docx", "f 王桂兰.docx"]
    assert command("fill", "登记表", "--people", "王桂兰", "--out", tmp_path / "nowhere" / "f.docx").code == 3
    assert [one["files"] for one in command("template", "returns").data["returns"]] == [2]


def test_a_newer_edition_is_told_and_a_ledger_is_a_report(
    command: Run, filled: FilledMonth, tmp_path: Path
) -> None:
    (tmp_path / "a.xlsx").write_bytes(workbook_form())
    (tmp_path / "b.xlsx").write_bytes(workbook_form(extra_row=True))
    (tmp_path / "c.docx").write_bytes(table_form())
    command("template", "add", tmp_path / "a.xlsx", "--name", "名册")
    once = command(
        "fill", "名册", "--file", tmp_path / "b.xlsx", "--out", tmp_path / "o.xlsx", "--people", "王桂兰"
    )
    assert {one["fate"] for one in once.data["findings"]} == {"kept", "moved"}
    renewed = command("template", "renew", "名册", tmp_path / "b.xlsx")
    assert (renewed.code, renewed.data["lost"]) == (0, 0)
    assert command("template", "renew", "名册", tmp_path / "c.docx").codes == ["reports.form_other_kind"]
    assert command("template", "add", tmp_path / "none.xlsx").code == 3
    assert command("template", "fields", "--ledger", "居民信息登记表").data["fields"][1]["field"] == "name"
    assert command("template", "retire", "名册").code == 0
    assert command("template", "list").data["templates"] == []
    report = command(
        "report", "ledger-visits", "--from", "2026-10-01", "--to", "2026-10-31", "--out", tmp_path / "l.xlsx"
    )
    assert report.data["figures"]["rows"] == 263
    assert (
        command(
            "report", "inspection", "--from", "2026-10-01", "--to", "2026-10-31", "--out", tmp_path / "i.pdf"
        ).code
        == 0
    )
