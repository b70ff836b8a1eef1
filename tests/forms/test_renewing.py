"""Newer versions of the shipped forms: offered where the center changed nothing, taken and given back."""

from dataclasses import replace

import pytest

from neighborcenter.forms import entry_service, files, records, renewing, service
from neighborcenter.forms.drafts import Definition, EntryDraft
from neighborcenter.forms.kinds import FieldKind
from neighborcenter.kit.problems import Invalid, NotFound
from neighborcenter.kit.work import Work
from neighborcenter.modules import service as modules
from neighborcenter.modules.drafts import ModuleDraft
from tests.support.builders import Builders

SHIPPED = {one.key: one for one in files.shipped()}


def older(definition: Definition) -> Definition:
    """As an earlier program may have shipped it: without the last field, the second one shorter."""
    first, second, *rest = definition.fields
    return replace(definition, fields=(first, replace(second, width=second.width + 3), *rest[:-1]))


@pytest.fixture
def made(work: Work) -> dict[str, int]:
    """Two forms of an earlier program, and one of this one."""
    module = modules.set_up_module(work, ModuleDraft("社区事务"))
    found = {}
    for key in ("requests", "mediation", "market"):
        draft = SHIPPED[key].draft(module)
        definition = draft.definition if key == "market" else older(draft.definition)
        found[key] = service.create_form(work, replace(draft, definition=definition), publish=True)
    return found


@pytest.mark.both_engines
def test_new_versions_are_offered_taken_and_given_back(work: Work, made: dict[str, int]) -> None:
    offered = {one.key: one for one in renewing.newer_forms(work)}
    assert set(offered) == {"requests", "mediation"}
    assert offered["requests"].added == ("备注",)
    assert offered["requests"].changed == ("诉求人姓名",)
    both = [made["requests"], made["mediation"]]
    assert renewing.take_newer(work, both) == tuple(both)
    now = records.published(work, made["requests"])
    assert now is not None
    assert (now.number, now.definition) == (2, SHIPPED["requests"].definition)
    assert renewing.newer_forms(work) == ()
    renewing.give_back(work, both)
    assert [one.number for one in renewing.newer_forms(work)] == [1, 1]
    assert renewing.take_newer(work, both[:1]) == (made["requests"],)


def test_a_form_the_center_changed_is_left_alone(work: Work, made: dict[str, int]) -> None:
    own = older(older(SHIPPED["requests"].definition))
    service.publish(work, made["requests"], own)
    service.save_draft(work, made["mediation"], older(SHIPPED["mediation"].definition))
    assert renewing.newer_forms(work) == ()
    with pytest.raises(NotFound):
        renewing.take_newer(work, [made["requests"]])
    service.discard_draft(work, made["mediation"])
    assert [one.key for one in renewing.newer_forms(work)] == ["mediation"]


def test_what_was_entered_with_the_new_version_keeps_it(
    work: Work, made: dict[str, int], make: Builders
) -> None:
    renewing.take_newer(work, [made["mediation"]])
    definition = SHIPPED["mediation"].definition
    values = {one.key: answer(one) for one in definition.fields if one.required and not one.shown_when}
    entry_service.add_entry(work, EntryDraft(made["mediation"], values, resident_id=make.resident("林国栋")))
    with pytest.raises(Invalid):
        renewing.give_back(work, [made["mediation"]])


def answer(field) -> object:
    """Something that fits a required field."""
    if field.kind is FieldKind.CHOICE:
        return field.options[0]
    return "楼上漏水，两家商量维修费用"
