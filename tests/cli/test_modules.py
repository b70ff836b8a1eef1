"""Modules by commands: named as the center names them."""

from neighborcenter.modules import service
from neighborcenter.modules.drafts import ModuleDraft
from tests.cli.conftest import Run
from tests.support.builders import Builders


def test_a_module_is_renamed_rests_and_opens_again(command: Run, make: Builders) -> None:
    with make.backend.work(make.actor) as work:
        service.set_up_module(work, ModuleDraft("金融驿站", description="反诈宣传"))
    changed = command("module", "change", "jryz", "--name", "金融服务驿站", "--lead", "林国栋").data
    assert (changed["name"], changed["lead"], changed["description"]) == (
        "金融服务驿站",
        "林国栋",
        "反诈宣传",
    )
    assert command("module", "rest", "金融服务驿站").data["status"] == "suspended"
    assert command("module", "open", "金融服务驿站").data["status"] == "open"
    assert command("module", "close", "金融服务驿站").code == 0
    assert "金融服务驿站" not in [one["name"] for one in command("module", "list").data["modules"]]
    assert "金融服务驿站" in [one["name"] for one in command("module", "list", "--closed").data["modules"]]
    assert command("module", "change", "没有这个", "--name", "x").codes == ["found.none"]
