"""Matters with a day of their own: decisions of the council, books lent; they are due until they are finished."""

from datetime import date

import pytest

from neighborcenter.forms import due_queries, entry_service, files, rules, service
from neighborcenter.forms.drafts import Definition, DueRule, EntryDraft, FieldDef
from neighborcenter.forms.kinds import FieldKind, Subject

SHIPPED = {one.key: one for one in files.shipped()}
DAY = date(2026, 11, 20)
DECISION = {"topic": "三号楼加装电梯", "chair": "周敏", "by": "林晓", "people": "业委会、物业", "result": "先公示方案",
            "until": date(2026, 11, 21)}  # fmt: skip


@pytest.fixture
def council(work, make) -> int:
    return service.create_form(work, SHIPPED["council"].draft(make.module(key="party")), publish=True)


def due(read, **wanted):
    return [(one.matter, one.name, one.late, one.entry_id) for one in due_queries.due_list(read, **wanted)]


@pytest.mark.both_engines
def test_a_decision_is_due_until_it_is_carried_out(work, council) -> None:
    ref = entry_service.add_entry(work, EntryDraft(council, DECISION, DAY)).entry_id
    entry_service.add_entry(work, EntryDraft(council, {**DECISION, "until": date(2027, 3, 1)}, DAY))
    assert due(work) == [("三号楼加装电梯", "", 2, ref)], "about nobody, and the later one is not due yet"
    done = {**DECISION, "done": True, "done_on": DAY}
    entry_service.change_entry(work, ref, EntryDraft(council, done, DAY))
    assert due(work) == []
    entry_service.change_entry(work, ref, EntryDraft(council, DECISION, DAY))
    assert len(due(work)) == 1
    entry_service.void_entry(work, ref, "登记重复")
    assert due(work) == []
    entry_service.restore_entry(work, ref)
    assert len(due(work)) == 1


def test_two_books_of_one_reader_are_two_matters_and_each_opens_its_own_entry(work, make) -> None:
    form = service.create_form(work, SHIPPED["reading-room"].draft(make.module(key="leisure")), publish=True)
    reader = make.resident("林晓红")
    lent = [
        entry_service.add_entry(
            work, EntryDraft(form, {"book": book, "return_by": DAY, "by": "周敏"}, DAY, reader)
        ).entry_id
        for book in ("活着", "唐诗三百首")
    ]
    assert due(work) == [("活着", "林晓红", 3, lent[0]), ("唐诗三百首", "林晓红", 3, lent[1])]
    back = {"book": "活着", "return_by": DAY, "by": "周敏", "back": True, "back_on": DAY}
    entry_service.change_entry(work, lent[0], EntryDraft(form, back, DAY, reader))
    assert [one[0] for one in due(work)] == ["唐诗三百首"]


def test_a_form_about_nobody_may_only_have_matters_of_their_own() -> None:
    fields = (FieldDef("topic", "议题", required=True), FieldDef("until", "期限", FieldKind.DATE))
    for each, codes in ((True, []), (False, ["forms.due_without_person"])):
        whole = Definition(fields, Subject.NONE, DueRule(field="until", each=each))
        assert [one.code for one in rules.problems_in_definition(whole)] == codes
