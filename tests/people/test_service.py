"""Residents are registered, changed, tagged, merged and forgotten."""

from dataclasses import replace
from datetime import date

import pytest
import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.backend import Backend
from neighborcenter.kit.audit import audit_entry
from neighborcenter.kit.model import metadata
from neighborcenter.kit.problems import Clash, Invalid, NotAllowed, NotFound, Refused, Stale
from neighborcenter.kit.work import Work
from neighborcenter.people import (
    bulk_service,
    finding,
    group_service,
    household_service,
    merge_service,
    privacy,
    queries,
    service,
)
from neighborcenter.people.drafts import GroupDraft, HouseholdDraft, MergeChoice, ResidentDraft, TagDraft
from neighborcenter.people.kinds import IdKind, ResidentStatus, Sex
from neighborcenter.people.models import resident
from tests.people.conftest import id_of
from tests.support.builders import Builders

pytestmark = pytest.mark.both_engines


def codes(refused: Refused) -> list[str]:
    return [problem.code for problem in refused.problems]


def audit(work: Work, act: str) -> list[str]:
    return [line.detail for line in work._lines if line.act == act]


def test_a_newcomer_needs_a_name_and_a_phone(work: Work) -> None:
    ref = service.register(work, ResidentDraft(name="陈丽娟", phone="138 0000 1234"))
    card = queries.resident_card(work, ref)
    assert (card.name, card.phone, card.age, card.status) == (
        "陈丽娟",
        "138****1234",
        None,
        ResidentStatus.ACTIVE,
    )
    assert [found.id for found in finding.find(work, "clj")] == [ref]


def test_what_is_written_into_the_trail_is_masked(work: Work, wang: int) -> None:
    (line,) = audit(work, "people.register")
    assert "138****5566" in line
    assert "13812345566" not in line
    assert id_of("19500307", "002") not in line


def test_wrong_fields_are_refused_together(work: Work) -> None:
    with pytest.raises(Invalid) as caught:
        service.register(work, ResidentDraft(phone="138", id_number="35058219500230001X"))
    assert codes(caught.value)[0] == "people.name_missing"
    assert {p.field for p in caught.value.problems} == {"name", "phone", "id_number"}


def test_one_id_number_is_registered_once_whoever_is_sure(work: Work, wang: int) -> None:
    again = ResidentDraft(name="王桂香", phone="13900000000", id_number=id_of("19500307", "002").lower())
    with pytest.raises(Clash) as caught:
        service.register(work, again, sure=True)
    assert codes(caught.value) == ["people.id_taken"]
    assert caught.value.in_the_way[0].id == wang


def test_a_likely_double_is_offered_and_may_be_overruled(work: Work, wang: int) -> None:
    again = ResidentDraft(name="王桂兰", phone="13812345566")
    with pytest.raises(Clash) as caught:
        service.register(work, again)
    row = caught.value.in_the_way[0]
    assert (row.id, row.phone, row.address) == (wang, "138****5566", "5-302")
    assert service.register(work, again, sure=True) != wang


def test_same_name_and_birth_is_a_likely_double(work: Work, wang: int) -> None:
    with pytest.raises(Clash):
        service.register(work, ResidentDraft(name="王桂兰", phone="13900000000", birth_date=date(1950, 3, 7)))


def test_while_typing_similar_people_are_shown(work: Work, wang: int) -> None:
    rows = finding.duplicates(work, ResidentDraft(name="王贵兰", phone="13812345566"))
    assert [(row.id, row.likeness.name) for row in rows] == [(wang, "SIMILAR")]
    assert finding.duplicates(work, ResidentDraft(name="王桂兰"), without=wang) == []
    assert finding.duplicates(work, ResidentDraft(name="王")) == []


def test_the_old_15_place_number_is_the_same_person(work: Work, wang: int) -> None:
    rows = finding.duplicates(work, ResidentDraft(name="王", id_number="350582500307002"))
    assert [row.likeness.name for row in rows] == ["SAME_ID"]


def test_update_keeps_what_is_none_and_reindexes(work: Work, wang: int) -> None:
    draft, version = queries.resident_form(work, wang)
    assert (draft.phone, draft.id_number) == (None, None)
    service.update(work, wang, replace(draft, name="王桂香", building="6"), version=version)
    card = queries.resident_card(work, wang)
    assert (card.name, card.phone, card.building) == ("王桂香", "138****5566", "6")
    assert finding.find(work, "wgl") == []
    assert [found.id for found in finding.find(work, "wgx")] == [wang]
    assert [found.id for found in finding.find(work, "6-302")] == [wang]
    (line,) = audit(work, "people.update")
    assert line == '{"building":["5","6"],"name":["王桂兰","王桂香"]}'


def test_who_read_an_older_state_is_told(work: Work, wang: int) -> None:
    draft, version = queries.resident_form(work, wang)
    service.update(work, wang, replace(draft, note="耳背"), version=version)
    with pytest.raises(Stale):
        service.update(work, wang, replace(draft, note="听力不好"), version=version)


def test_a_child_needs_a_guardian_and_the_guardian_is_grown_up(work: Work, wang: int) -> None:
    child = ResidentDraft(name="王小明", phone="13700001111", birth_date=date(2018, 6, 1))
    with pytest.raises(Invalid) as caught:
        service.register(work, child)
    assert codes(caught.value) == ["people.guardian_missing", "people.guardian_phone"]
    ref = service.register(work, replace(child, guardian_id=wang))
    card = queries.resident_card(work, ref)
    assert (card.guardian_name, card.guardian_phone) == ("王桂兰", "138****5566")
    assert [ward.id for ward in queries.resident_card(work, wang).wards] == [ref]
    with pytest.raises(Invalid, match="guardian_minor"):
        service.register(work, ResidentDraft(name="王小红", birth_date=date(2020, 1, 1), guardian_id=ref))
    with pytest.raises(Invalid, match="guardian_self"):
        service.set_guardian(work, ref, guardian_id=ref)
    service.set_guardian(work, ref, name="王强", phone="13900002222")
    assert queries.resident_card(work, ref).guardian_name == "王强"
    with pytest.raises(Invalid):
        service.set_guardian(work, ref)


def test_tags_are_given_and_taken_away(work: Work, wang: int, tags: dict[str, int]) -> None:
    service.tag(work, wang, tags["独居"])
    service.tag(work, wang, tags["独居"])
    service.tag(work, wang, tags["残疾"])
    assert [tag.name for tag in queries.resident_card(work, wang).tags] == ["独居", "残疾"]
    service.untag(work, wang, tags["独居"])
    service.untag(work, wang, tags["独居"])
    assert [tag.name for tag in queries.resident_card(work, wang).tags] == ["残疾"]
    with pytest.raises(NotFound):
        service.tag(work, wang, 9999)
    assert len(audit(work, "people.untag")) == 1


def test_sensitive_tags_are_hidden_from_the_desk_and_survive_its_edits(
    backend: Backend, make: Builders
) -> None:
    with backend.work(make.actor) as work:
        group_service.make_starting_tags(work)
        known = {tag.name: tag.id for tag in queries.tags(work)}
        ref = service.register(
            work, ResidentDraft(name="黄志明", phone="13800001111", tags=(known["独居"], known["低保"]))
        )
    with backend.work(make.actor_as("front_desk")) as work:
        assert "低保" not in [tag.name for tag in queries.tags(work)]
        draft, version = queries.resident_form(work, ref)
        assert draft.tags == (known["独居"],)
        service.update(work, ref, replace(draft, tags=()), version=version)
    with backend.read(make.actor) as read:
        assert [tag.name for tag in queries.resident_card(read, ref).tags] == ["低保"]


def test_the_full_value_needs_a_right_and_a_reason_and_leaves_a_line(
    backend: Backend, make: Builders
) -> None:
    ref = make.resident("王桂兰", phone="13812345566", id_number=id_of("19500307", "002"))
    with (
        pytest.raises(NotAllowed),
        backend.work(make.actor_as("front_desk", without=(Permission.PEOPLE_REVEAL,))) as work,
    ):
        privacy.reveal(work, ref, "phone", "回访")
    with backend.work(make.actor_as("manager")) as work:
        with pytest.raises(Invalid, match="reason_missing"):
            privacy.reveal(work, ref, "phone", " ")
        assert privacy.reveal(work, ref, "phone", "回访") == "13812345566"
        assert privacy.reveal(work, ref, "id_number", "代办社保") == id_of("19500307", "002")
        with pytest.raises(ValueError, match="not a masked field"):
            privacy.reveal(work, ref, "note", "回访")
        with pytest.raises(NotFound):
            privacy.reveal(work, 9999, "phone", "回访")
    with backend.read(make.actor) as read:
        lines = read.rows(sa.select(audit_entry.c.detail).where(audit_entry.c.act == "people.reveal"))
        assert [line.detail for line in lines] == [
            '{"field":"phone","name":"王桂兰","reason":"回访"}',
            '{"field":"id_number","name":"王桂兰","reason":"代办社保"}',
        ]


def test_who_moved_away_stays_findable_who_died_does_not(work: Work, wang: int) -> None:
    service.set_status(work, wang, ResidentStatus.MOVED)
    assert finding.find(work, "wgl") != []
    service.set_status(work, wang, ResidentStatus.DECEASED)
    assert finding.find(work, "wgl") == []
    service.set_status(work, wang, ResidentStatus.ACTIVE)
    assert finding.find(work, "wgl") != []
    with pytest.raises(Invalid, match="status_move"):
        service.set_status(work, wang, ResidentStatus.MERGED)


def test_merging_moves_everything_that_points_at_the_double(work: Work, make: Builders, wang: int) -> None:
    double = service.register(work, ResidentDraft(name="王贵兰", phone="13999998888", note="住儿子家"))
    child = service.register(
        work, ResidentDraft(name="王小明", birth_date=date(2018, 6, 1), guardian_id=double)
    )
    visit = make.visit(resident=double)
    booking = make.booking(resident_id=double)
    first = group_service.add_group(work, GroupDraft("舞蹈队", leader_id=double))
    group_service.join_group(work, first, double)
    group_service.join_group(work, first, wang)
    merge_service.merge(work, MergeChoice(wang, double))
    card = queries.resident_card(work, wang)
    assert (card.name, card.note, card.phone, card.phone2) == (
        "王桂兰",
        "住儿子家",
        "138****5566",
        "139****8888",
    )
    assert [ward.id for ward in card.wards] == [child]
    assert [(group.name, group.leads) for group in card.groups] == [("舞蹈队", True)]
    for table, ref in (("visit", visit), ("booking", booking)):
        assert work.value(sa.text(f"SELECT resident_id FROM {table} WHERE id = {ref}")) == wang
    gone = queries.resident_card(work, double)
    assert (gone.status, gone.merged_into_id) == (ResidentStatus.MERGED, wang)
    assert [found.id for found in finding.find(work, "8888")] == [wang]
    assert finding.find(work, "王贵兰") == []
    with pytest.raises(Invalid, match="merged_already"):
        merge_service.merge(work, MergeChoice(wang, double))


def test_merging_takes_the_chosen_fields(work: Work, wang: int) -> None:
    double = service.register(
        work, ResidentDraft(name="王贵兰", phone="13999998888", building="9", door="101")
    )
    merge_service.merge(work, MergeChoice(wang, double, frozenset({"name", "phone", "address"})))
    card = queries.resident_card(work, wang)
    assert (card.name, card.phone, card.phone2, card.address) == (
        "王贵兰", "139****8888", "138****5566", "9-101",
    )  # fmt: skip


def test_two_id_numbers_are_two_people(work: Work, wang: int) -> None:
    other = service.register(work, ResidentDraft(name="王桂兰", id_number=id_of("19510101", "002")))
    with pytest.raises(Invalid, match="merge_ids"):
        merge_service.merge(work, MergeChoice(wang, other))
    with pytest.raises(Invalid, match="merge_self"):
        merge_service.merge(work, MergeChoice(wang, wang))


def test_merging_needs_its_own_right(backend: Backend, make: Builders) -> None:
    one, other = make.resident("王桂兰"), make.resident("王贵兰")
    with pytest.raises(NotAllowed), backend.work(make.actor_as("front_desk")) as work:
        merge_service.merge(work, MergeChoice(one, other))


def test_forgetting_removes_the_person_and_keeps_the_figures(
    work: Work, make: Builders, wang: int, tags: dict[str, int]
) -> None:
    service.tag(work, wang, tags["独居"])
    visit = make.visit(resident=wang)
    with pytest.raises(Invalid, match="reason_missing"):
        merge_service.forget(work, wang, "")
    merge_service.forget(work, wang, "本人要求删除")
    row = work.row(sa.select(resident).where(resident.c.id == wang))
    assert row is not None
    assert (row.name, row.phone, row.id_number, row.birth_date, row.building) == (
        "(removed)",
        "",
        "",
        None,
        "",
    )
    assert (row.id_kind, row.sex, row.status) == (IdKind.NONE, Sex.UNKNOWN, ResidentStatus.REMOVED)
    assert finding.find(work, "王") == []
    assert work.value(sa.text(f"SELECT resident_id FROM visit WHERE id = {visit}")) == wang
    with pytest.raises(Invalid, match="merged_already"):
        merge_service.forget(work, wang, "再删一次")


def test_households(work: Work, wang: int) -> None:
    home = household_service.household_for(work, wang)
    assert household_service.household_for(work, wang) == home
    son = service.register(work, ResidentDraft(name="王强", phone="13900001111", building="7", door="101"))
    household_service.join(work, son, home)
    assert queries.resident_card(work, son).address == "双沟社区 5-302"
    assert [(m.name, m.head) for m in queries.members(work, home)] == [("王桂兰", True), ("王强", False)]
    household_service.join(work, son, home, head=True)
    assert [(m.name, m.head) for m in queries.members(work, home)] == [("王强", True), ("王桂兰", False)]
    moved = household_service.move_household(work, home, HouseholdDraft("双沟社区", "8", "1101"))
    assert moved == 2
    assert [found.id for found in finding.find(work, "8-1101")] == [wang, son]
    with pytest.raises(Invalid, match="household_in_use"):
        household_service.remove_household(work, home)
    other = household_service.add_household(work, HouseholdDraft(building="9", door="1"))
    with pytest.raises(Invalid, match="household_taken"):
        household_service.add_household(work, HouseholdDraft(building="9", door="1"))
    with pytest.raises(Invalid, match="household_taken"):
        household_service.move_household(work, home, HouseholdDraft(building="9", door="1"))
    for person in (wang, son):
        household_service.leave(work, person)
    household_service.remove_household(work, home)
    household_service.change_household(work, other, HouseholdDraft(building="9", door="1", note="出租"))
    with pytest.raises(NotFound):
        household_service.remove_household(work, home)


def test_groups(work: Work, wang: int) -> None:
    from neighborcenter.people import group_queries

    ref = group_service.add_group(work, GroupDraft("夕阳红舞蹈队", leader_id=wang, size=28))
    (row,) = group_queries.group_rows(work, group_queries.group_ids(work, text="xyh"))
    assert (row.id, row.leader, row.phone, row.size) == (ref, "王桂兰", "138****5566", 28)
    with pytest.raises(Invalid, match="group_taken"):
        group_service.add_group(work, GroupDraft("夕阳红舞蹈队"))
    draft, version = group_queries.group_form(work, ref)
    group_service.change_group(work, ref, replace(draft, size=30), version=version)
    assert group_queries.group_card(work, ref).phone == "138****5566"
    found = finding.find(work, "wdd", kinds=("resident", "group"))
    assert [(each.kind, each.id, each.size) for each in found] == [("group", ref, 30)]
    group_service.join_group(work, ref, wang)
    group_service.join_group(work, ref, wang)
    assert [m.name for m in group_queries.group_card(work, ref).members] == ["王桂兰"]
    group_service.leave_group(work, ref, wang)
    group_service.close_group(work, ref)
    assert group_queries.group_ids(work) == []
    assert finding.find(work, "wdd", kinds=("group",)) == []
    group_service.reopen_group(work, ref)
    assert group_queries.group_names(work) == [(ref, "夕阳红舞蹈队")]
    assert privacy.reveal_group_phone(work, ref, "通知停电") == "13812345566"


def test_care_tags_are_the_centers_own(work: Work, tags: dict[str, int]) -> None:
    group_service.make_starting_tags(work)
    assert len(queries.tags(work)) == len(tags)
    ref = group_service.add_tag(work, TagDraft("外卖骑手", "activity"))
    assert queries.tags(work)[-1].name == "外卖骑手"
    with pytest.raises(Invalid, match="tag_taken"):
        group_service.add_tag(work, TagDraft("外卖骑手"))
    group_service.change_tag(work, ref, TagDraft("快递小哥", "activity", active=False))
    assert "快递小哥" not in [tag.name for tag in queries.tags(work)]
    assert "快递小哥" in [tag.name for tag in queries.tags(work, all_of_them=True)]


def test_many_are_written_at_once_and_taken_back_unless_one_is_in_use(work: Work, make: Builders) -> None:
    drafts = [ResidentDraft(name=f"林{'一二三四五六七八九'[n]}", phone=f"1380000000{n}") for n in range(9)]
    ids = bulk_service.register_all(work, drafts, batch_id=77)
    assert [found.id for found in finding.find(work, "林三")] == [ids[2]]
    visit = make.visit(resident=ids[0])
    with pytest.raises(Invalid, match=r"import\.in_use"):
        bulk_service.take_back(work, ids, {})
    work.delete(metadata.tables["visit"], visit)
    assert bulk_service.take_back(work, ids, {}) == 9
    assert finding.find(work, "林三") == []


def test_every_verb_asks_for_its_right(backend: Backend, make: Builders) -> None:
    ref = make.resident("王桂兰")
    blind = make.actor_as("auditor")
    verbs = [
        lambda w: service.register(w, ResidentDraft(name="王")),
        lambda w: service.update(w, ref, ResidentDraft(name="王")),
        lambda w: service.tag(w, ref, 1),
        lambda w: household_service.add_household(w, HouseholdDraft(building="1")),
        lambda w: group_service.add_group(w, GroupDraft("队")),
        lambda w: merge_service.forget(w, ref, "要求"),
        lambda w: bulk_service.take_back(w, [1], {}),
        lambda w: queries.resident_card(w, ref),
        lambda w: finding.find(w, "王"),
    ]
    for verb in verbs:
        with pytest.raises(NotAllowed), backend.work(blind) as work:
            verb(work)
    assert not blind.may(Permission.PEOPLE_VIEW)


def test_households_are_founded_at_every_door_at_once_and_the_first_is_head(work: Work) -> None:
    doors = [("桂花里", "5", "302"), ("桂花里", "5", "302"), ("桂花里", "6", "101"), ("桂花里", "", "")]
    drafts = [
        ResidentDraft(name=name, community=community, building=building, door=door)
        for name, (community, building, door) in zip(("林大", "林小", "陈一", "无门"), doors, strict=True)
    ]
    ids = bulk_service.register_all(work, drafts, batch_id=None)
    assert bulk_service.house_all(work, ids) == 2
    found = work.rows(sa.select(resident.c.household_id, resident.c.household_head).order_by(resident.c.id))
    mine = list(found)[-4:]
    assert [row.household_head for row in mine] == [True, False, True, False]
    assert mine[0].household_id == mine[1].household_id != mine[2].household_id
    assert mine[3].household_id is None
    assert bulk_service.house_all(work, ids) == 0
