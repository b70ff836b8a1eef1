"""Forms and entries on a real database: versions, traces, due days, rights, what goes when somebody is forgotten."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.forms import due_queries, entry_queries, entry_service, queries, records, service
from neighborcenter.forms.drafts import EntryDraft, FieldDef, FormDraft
from neighborcenter.forms.entry_queries import EntryFilter
from neighborcenter.forms.kinds import EntryStatus, FieldKind
from neighborcenter.kit.problems import Invalid, NotAllowed, Stale
from neighborcenter.people import merge_service
from neighborcenter.people.group_service import make_starting_tags
from neighborcenter.people.models import care_tag, resident, resident_tag

TODAY = date(2026, 11, 23)


def refused(call) -> list[tuple[str, str]]:
    with pytest.raises(Invalid) as found:
        call()
    return [(one.field, one.code) for one in found.value.problems]


def enter(work, form, person, values, day=TODAY, **more):
    return entry_service.add_entry(work, EntryDraft(form, values, day, person, **more))


def ledger(read, form, **wanted):
    card = queries.form_card(read, form)
    ids = entry_queries.entry_ids(read, EntryFilter(form, **wanted), card.definition)
    return entry_queries.entry_rows(read, ids, card.definition.columns)


def test_an_entry_takes_its_facts_from_the_person(work, visits, elder, answers):
    done = enter(work, visits, elder, answers(身高=Decimal(160), 体重=Decimal("64.0"), amount=20_000))
    row = ledger(work, visits)[0]
    assert row.id == done.entry_id
    assert row.cells == {
        "p_name": "王桂兰", "p_age": "78", "p_phone": "138****0427", "p_address": row.cells["p_address"],
        "day_of": "2026-11-23", "风险": "中", "身高": "160.0", "体重": "64.0", "bmi": "25.0", "illness": "",
        "words": "聊天，量血压", "help": "", "amount": "¥200.00", "next_on": "2026-12-07",
    }  # fmt: skip
    assert "301" in row.cells["p_address"]


def test_where_somebody_lived_on_the_day_stays_in_the_ledger(work, visits, elder, answers):
    ref = enter(work, visits, elder, answers()).entry_id
    before = ledger(work, visits)[0].cells["p_address"]
    work.update(resident, elder, community="刺桐苑", building="9", door="501")
    assert ledger(work, visits)[0].cells["p_address"] == before
    entry_service.change_entry(work, ref, EntryDraft(visits, answers(风险="低"), TODAY, elder))
    assert ledger(work, visits)[0].cells["p_address"] == before


def test_the_same_sheet_saved_twice_counts_once(work, visits, elder, answers):
    first = enter(work, visits, elder, answers(), client_key="k1")
    again = enter(work, visits, elder, answers(), client_key="k1")
    assert (again.entry_id, again.again) == (first.entry_id, True)
    assert len(ledger(work, visits)) == 1


def test_a_new_version_leaves_old_entries_as_they_were(work, visits, elder, answers, definition):
    old = enter(work, visits, elder, answers(), TODAY - timedelta(1)).entry_id
    fewer = [one for one in definition.fields if one.key != "amount"]
    wider = replace(
        definition, fields=(*fewer, FieldDef("mood", "情绪", FieldKind.CHOICE, options=("好", "差")))
    )
    assert service.publish(work, visits, wider) == 2
    new = enter(work, visits, elder, answers(mood="好")).entry_id
    assert entry_queries.entry_card(work, old).number == 1
    assert "amount" in [one.key for one in entry_queries.entry_card(work, old).definition.fields]
    assert entry_queries.entry_card(work, new).number == 2
    assert [row.cells.get("mood", "") for row in ledger(work, visits)] == ["好", ""]
    assert refused(lambda: enter(work, visits, elder, answers(amount=100))) == [("amount", "forms.no_field")]
    entry_service.change_entry(work, old, EntryDraft(visits, answers(amount=100), TODAY, elder))
    assert [one.number for one in queries.history(work, visits)] == [2, 1]


def test_publishing_is_taken_back_while_nothing_was_entered(work, visits, elder, answers, definition):
    other = replace(definition, title="走访台账")
    service.publish(work, visits, other)
    service.unpublish(work, visits)
    assert records.published(work, visits).number == 1
    assert records.draft(work, visits).definition == other
    service.discard_draft(work, visits)
    enter(work, visits, elder, answers())
    assert refused(lambda: service.unpublish(work, visits)) == [("", "forms.in_use")]


def test_two_designers_do_not_overwrite_each_other(work, visits, definition):
    seen = records.published(work, visits).id
    service.publish(work, visits, replace(definition, title="甲"), seen=seen)
    with pytest.raises(Stale):
        service.publish(work, visits, replace(definition, title="乙"), seen=seen)


def test_a_change_keeps_what_stood_there_before(work, visits, elder, answers):
    ref = enter(work, visits, elder, answers(amount=5_000)).entry_id
    version = entry_queries.entry_card(work, ref).row.version
    change = EntryDraft(visits, answers(风险="高", help="送药"), TODAY, elder)
    entry_service.change_entry(work, ref, change, version=version)
    trace = entry_queries.entry_card(work, ref).traces[0]
    assert trace.before == (("风险等级", "中"), ("处理措施", ""), ("慰问金", "¥50.00"))
    with pytest.raises(Stale):
        entry_service.change_entry(work, ref, change, version=version)


@pytest.mark.both_engines
def test_only_the_latest_entry_about_a_person_is_due(work, visits, elder, answers):
    enter(work, visits, elder, answers(风险="高", help="送药"), date(2026, 11, 2))
    assert [(one.due, one.late) for one in due_queries.due_list(work)] == [(date(2026, 11, 9), 14)]
    later = enter(work, visits, elder, answers(风险="高", help="送药"), date(2026, 11, 12))
    assert [(one.due, one.late) for one in due_queries.due_list(work)] == [(date(2026, 11, 19), 4)]
    entry_service.void_entry(work, later.entry_id, "登记重复")
    assert [one.due for one in due_queries.due_list(work)] == [date(2026, 11, 9)]
    entry_service.restore_entry(work, later.entry_id)
    assert [one.due for one in due_queries.due_list(work)] == [date(2026, 11, 19)]
    figures = queries.overview(work)[0]
    assert (figures.this_month, figures.overdue, figures.due) == (2, 1, 0)


def test_who_was_never_seen_stands_on_the_work_list(work, visits, make, elder, answers, definition):
    make_starting_tags(work)
    other = make.resident("陈丽娟")
    tag = work.value(sa.select(care_tag.c.id).where(care_tag.c.name == "独居"))
    for who in (elder, other):
        work.insert(resident_tag, resident_id=who, tag_id=tag)
    service.publish(work, visits, replace(definition, due=replace(definition.due, tag="独居")))
    enter(work, visits, elder, answers())
    assert [(one.name, one.due) for one in due_queries.due_list(work)] == [("陈丽娟", None)]


@pytest.mark.both_engines
def test_the_ledger_is_searched_sorted_and_narrowed(work, visits, make, answers):
    for name, risk, amount in (("陈丽娟", "高", 90_000), ("吴建国", "低", 9_000), ("蔡秀英", "低", None)):
        enter(
            work,
            visits,
            make.resident(name),
            answers(风险=risk, amount=amount, help="送药", words=f"看望{name}"),
        )

    def names(**wanted) -> list[str]:
        return [row.name for row in ledger(work, visits, **wanted)]

    by_money = [name for name in names(order="-amount") if name != "蔡秀英"]
    assert by_money == ["陈丽娟", "吴建国"], "as numbers, not as words"
    assert names(choices={"风险": "低"}, order="p_name") == ["蔡秀英", "吴建国"]
    assert names(text="看望陈") == ["陈丽娟"]
    assert names(text="clj") == ["陈丽娟"]
    assert names(text="100%_") == []
    assert names(first=TODAY + timedelta(1)) == []


@pytest.mark.both_engines
def test_what_may_not_be_seen_is_neither_shown_nor_found_nor_lost(
    backend, make, work, visits, elder, answers
):
    ref = enter(work, visits, elder, answers(illness=("糖尿病",))).entry_id
    desk = make.actor_as("front_desk")
    work.actor = desk
    row = ledger(work, visits)[0]
    assert row.cells["illness"] == "＊＊＊"
    assert ledger(work, visits, text="糖尿") == []
    assert ledger(work, visits, choices={"illness": "糖尿病"}) == [row], "cannot be asked about either"
    assert "illness" not in entry_queries.entry_card(work, ref).values
    entry_service.change_entry(work, ref, EntryDraft(visits, answers(风险="低"), TODAY, elder))
    work.actor = make.actor
    assert entry_queries.entry_card(work, ref).values["illness"] == ("糖尿病",)


def test_rights(work, visits, elder, answers, make, definition):
    work.actor = make.actor_as("front_desk", without=(Permission.FORMS_WRITE,))
    with pytest.raises(NotAllowed):
        enter(work, visits, elder, answers())
    with pytest.raises(NotAllowed):
        service.publish(work, visits, definition)


def test_a_retired_form_takes_nothing_and_keeps_its_ledger(work, visits, elder, answers):
    enter(work, visits, elder, answers())
    service.retire_form(work, visits)
    assert refused(lambda: enter(work, visits, elder, answers())) == [("", "forms.retired")]
    assert queries.overview(work) == ()
    assert queries.overview(work, retired=True)[0].this_month == 1
    service.restore_form(work, visits)
    enter(work, visits, elder, answers())


def test_a_form_needs_a_name_of_its_own_and_a_module(work, visits, definition):
    again = FormDraft("走访记录表", None, definition)
    assert refused(lambda: service.create_form(work, again)) == [
        ("name", "forms.name_taken"), ("module_id", "required"),
    ]  # fmt: skip


def test_voided_entries_stay_with_their_reason(work, visits, elder, answers):
    ref = enter(work, visits, elder, answers()).entry_id
    assert refused(lambda: entry_service.void_entry(work, ref, " ")) == [("reason", "forms.reason")]
    entry_service.void_entry(work, ref, "登记到别人名下")
    row = ledger(work, visits)[0]
    assert (row.status, row.void_reason) == (EntryStatus.VOID, "登记到别人名下")
    assert ledger(work, visits, with_void=False) == []
    change = EntryDraft(visits, answers(), TODAY, elder)
    assert refused(lambda: entry_service.change_entry(work, ref, change)) == [("", "forms.void")]


def test_a_forgotten_resident_leaves_figures_and_no_words(work, visits, elder, answers):
    ref = enter(work, visits, elder, answers(风险="高", help="女儿王敏来接", amount=5_000)).entry_id
    entry_service.change_entry(work, ref, EntryDraft(visits, answers(风险="高", help="送药"), TODAY, elder))
    merge_service.forget(work, elder, "本人要求")
    row = entry_queries.entry_card(work, ref)
    assert row.values["风险"] == "高"
    assert "words" not in row.values
    assert row.traces == ()
    assert due_queries.due_list(work) == ()


def test_merged_people_have_one_open_day(work, visits, make, elder, answers):
    double = make.resident("王桂兰", phone="13905950427")
    enter(work, visits, elder, answers(风险="高", help="送药"), date(2026, 11, 2))
    enter(work, visits, double, answers(风险="高", help="送药"), date(2026, 11, 12))
    merge_service.merge(work, merge_service.MergeChoice(elder, double))
    assert [(one.resident_id, one.due) for one in due_queries.due_list(work)] == [(elder, date(2026, 11, 19))]


def test_contents_whose_time_is_over_are_removed(work, visits, elder, answers, definition):
    kept = tuple(replace(one, keep_months=12) if one.key == "words" else one for one in definition.fields)
    service.publish(work, visits, replace(definition, fields=kept))
    old = enter(work, visits, elder, answers(), date(2025, 11, 1)).entry_id
    new = enter(work, visits, elder, answers(), date(2026, 1, 1)).entry_id
    assert entry_service.forget_expired(work, visits) == 1
    assert "words" not in entry_queries.entry_card(work, old).values
    assert entry_queries.entry_card(work, new).values["words"] == "聊天，量血压"
