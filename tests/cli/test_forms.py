"""Forms, entries and ledgers by commands: a form goes from one center to another, a list is read in, a ledger written."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from openpyxl import load_workbook

from neighborcenter.forms import files, service
from neighborcenter.modules import service as modules
from neighborcenter.modules.drafts import ModuleDraft
from tests.cli.conftest import Run
from tests.support.builders import Builders


def test_from_the_shipped_forms_to_a_ledger(command: Run, make: Builders, tmp_path: Path) -> None:
    make.module("老有所养", key="elderly")
    make.resident("王桂兰", phone="13805950427", birth_date=date(1948, 4, 12))
    assert command("form", "import", "--shipped").data["added"] == 3
    day = str(date.today())
    refused = command("entry", "add", "lonely-elders", "--person", "王桂兰", "--set", "health=很好")
    assert refused.code == 1
    assert set(refused.codes) == {"forms.no_choice", "required"}
    done = command(
        "entry", "add", "独居老人走访记录表", "--person", "王桂兰", "--set", "health=良好", "--set", "走访内容=聊天",
        "--set", "level=一级",
    )  # fmt: skip
    assert done.data["next_due"] > day
    listed = command("entry", "list", "lonely-elders", "--month", day[:7]).data["entries"]
    assert listed[0]["values"]["p_phone"] == "138****0427"
    assert listed[0]["values"]["by"] == "林晓", "what is not named begins as on the screen"

    out = tmp_path / "台账.xlsx"
    figures = command("ledger", "lonely-elders", "--month", day[:7], "--out", out, "--lang", "zh_CN").data[
        "figures"
    ]
    assert figures == {"lines": 1, "people": 1}
    rows = list(load_workbook(out).worksheets[0].iter_rows(values_only=True))
    assert rows[0][0].startswith("独居老人走访记录表")
    assert rows[1][0].startswith("生成日期：")
    assert rows[2][:3] == ("序号", "姓名", "性别")

    sheet = tmp_path / "全部.xlsx"
    assert command("entry", "export", "lonely-elders", sheet).data["rows"] == 1
    assert command("entry", "void", listed[0]["id"], "--reason", "登记重复").code == 0
    assert command("entry", "import", "lonely-elders", sheet, "--dry-run").data["added"] in (0, 1)
    assert command("entry", "due", "--days", "30").data["due"] == []
    shown = command("form", "list").data["forms"]
    assert next(one for one in shown if one["key"] == "lonely-elders")["this_month"] == 0


def test_a_form_goes_to_another_center_and_comes_back_as_a_new_version(
    command: Run, make: Builders, tmp_path: Path
) -> None:
    make.module("老有所养", key="elderly")
    command("form", "import", "--shipped")
    file = tmp_path / "日照.toml"
    assert command("form", "export", "day-care", file).code == 0
    assert command("form", "import", file).data["done"] == "unchanged"
    file.write_text(file.read_text("utf-8").replace("照料员", "护理员"), "utf-8")
    assert command("form", "import", file).data["done"] == "published"
    shown = command("form", "show", "day-care").data
    assert "护理员" in [one["label"] for one in shown["form"]["field"]]
    assert [one["number"] for one in shown["versions"]] == [2, 1]
    file.write_text(
        'key = "x"\nname = "坏"\nmodule = "elderly"\n[[field]]\nkey = "a"\nlabel = "甲"\nkind = "magic"',
        "utf-8",
    )
    assert command("form", "import", file).codes == ["forms.not_a_form"]
    assert command("form", "show", "no-such-form").codes == ["found.none"]
    assert command("form", "export", "day-care", tmp_path / "空白.xlsx").code == 0


def test_a_newer_shipped_form_is_said_and_taken(command: Run, make: Builders) -> None:
    shipped = next(one for one in files.shipped() if one.key == "market")
    older = replace(shipped.definition, fields=shipped.definition.fields[:-1])
    with make.backend.work(make.actor) as work:
        module = modules.set_up_module(work, ModuleDraft("便民集市"))
        service.create_form(work, replace(shipped.draft(module), definition=older), publish=True)
    said = command("form", "newer").data
    assert (said["newer"][0]["key"], said["taken"]) == ("market", False)
    assert said["newer"][0]["added"] == [shipped.definition.fields[-1].label]
    assert command("form", "newer", "--take").data["taken"] is True
    assert command("form", "newer").data["newer"] == []
    assert "market" not in command("form", "newer", json_wanted=False).out
