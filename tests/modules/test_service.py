"""What staff do about modules, on a real database."""

from datetime import date

import pytest

from neighborcenter.kit.actor import Actor
from neighborcenter.kit.problems import Invalid, NotAllowed, NotFound, Stale
from neighborcenter.modules import queries, service
from neighborcenter.modules.drafts import HandoverDraft, ModuleDraft, PlacesDraft

SIX = ("老有所养", "幼有所育", "病有所医", "食有所安", "居有所乐", "事有所办")


def code_of(call) -> list[str]:
    with pytest.raises(Invalid) as refused:
        call()
    return [p.code for p in refused.value.problems]


@pytest.fixture
def whole(work):
    """A center with its 1 and its six, and nothing of its own."""
    service.set_up_module(work, ModuleDraft("党建引领", number="1", color="party"))
    for name in SIX:
        service.set_up_module(work, ModuleDraft(name, number="6"))
    return work


def by_name(work, name: str):
    return next(m for m in queries.board(work, closed=True) if m.name == name)


def test_a_second_one_and_a_seventh_six_are_refused(whole):
    second = ModuleDraft("另一个", number="1")
    assert code_of(lambda: service.set_up_module(whole, second)) == ["modules.one_only"]
    seventh = ModuleDraft("学有所教", number="6")
    assert code_of(lambda: service.set_up_module(whole, seventh)) == ["modules.six_only"]


def test_any_number_of_x_may_be_set_up_but_no_name_twice(whole):
    for number in range(12):
        service.set_up_module(whole, ModuleDraft(f"特色 {number}"))
    assert sum(m.number == "X" for m in queries.board(whole)) == 12
    assert code_of(lambda: service.set_up_module(whole, ModuleDraft("特色 3"))) == ["modules.name_taken"]


def test_a_module_needs_a_name_of_decent_length_and_a_known_number(whole):
    assert code_of(lambda: service.set_up_module(whole, ModuleDraft(" "))) == ["required"]
    long = ModuleDraft("长" * 21, number="7")
    assert code_of(lambda: service.set_up_module(whole, long)) == [
        "modules.name_long",
        "modules.no_such_number",
    ]


def test_the_six_bear_whatever_names_the_center_gives_them(whole):
    old = by_name(whole, "居有所乐")
    service.change_module(whole, old.id, ModuleDraft("住有所居", number="6"))
    assert by_name(whole, "住有所居").id == old.id
    moved = ModuleDraft("住有所居", number="X")
    assert code_of(lambda: service.change_module(whole, old.id, moved)) == ["modules.number_stays"]


def test_a_module_changed_meanwhile_is_not_overwritten(whole):
    row = by_name(whole, "居有所乐")
    service.change_module(whole, row.id, ModuleDraft("居有所乐", number="6"), version=row.version)
    with pytest.raises(Stale):
        service.change_module(whole, row.id, ModuleDraft("甲", number="6"), version=row.version)


def test_a_template_gives_its_words_and_the_draft_may_be_changed(whole):
    draft = service.draft_from_template("silk-road-station")
    assert draft.name == "丝路驿站"
    module_id = service.set_up_module(whole, draft)
    card = queries.module_card(whole, module_id)
    assert card.number == "X"
    assert "外商" in card.description or "客商" in card.description
    assert code_of(lambda: service.draft_from_template("nothing")) == ["modules.no_template"]


def test_templates_are_found_by_initials_pinyin_words_and_place():
    assert queries.templates("slyz")[0].name.startswith("丝路驿站")
    assert queries.templates("yizhan") is not None
    assert any(t.key == "riders-station" for t in queries.templates("骑手"))
    assert all("永春" in t.center for t in queries.templates("永春县各邻里中心"))
    assert len(queries.templates("")) == 57
    assert queries.templates("没有这样的模块") == ()


def test_the_one_and_the_six_may_rest_but_not_close(whole):
    row = by_name(whole, "食有所安")
    assert code_of(lambda: service.close_module(whole, row.id)) == ["modules.fixed_stays"]
    service.suspend_module(whole, row.id)
    assert by_name(whole, "食有所安").status == "suspended"
    service.open_module(whole, row.id)
    assert by_name(whole, "食有所安").status == "open"


def test_an_x_is_planned_opened_closed_and_opened_again(whole):
    ref = service.set_up_module(whole, ModuleDraft("骑手驿站", planned=True))
    assert queries.module_card(whole, ref).opened_on is None
    assert code_of(lambda: service.suspend_module(whole, ref)) == ["modules.no_such_move"]
    service.open_module(whole, ref)
    assert queries.module_card(whole, ref).opened_on == date(2026, 11, 23)
    service.close_module(whole, ref)
    assert ref not in [m.id for m in queries.board(whole)]
    service.open_module(whole, ref)
    assert ref in [m.id for m in queries.board(whole)]


def test_rooms_are_assigned_and_replaced(whole, make):
    first, second = make.room("书画室"), make.room("舞蹈室")
    row = by_name(whole, "居有所乐")
    service.assign_places(whole, row.id, PlacesDraft((first, second)))
    assert by_name(whole, "居有所乐").rooms == ("书画室", "舞蹈室")
    service.assign_places(whole, row.id, PlacesDraft((second,)))
    assert by_name(whole, "居有所乐").room_ids == (second,)
    gone = PlacesDraft((987654,))
    assert code_of(lambda: service.assign_places(whole, row.id, gone)) == ["modules.no_place"]


def test_a_lead_is_a_resident_or_only_a_name(whole, make):
    who = make.resident("蔡秀英")
    ref = service.set_up_module(whole, ModuleDraft("近邻学堂", lead_id=who, lead_name="蔡秀英"))
    assert queries.module_card(whole, ref).lead_name == "蔡秀英"
    stranger = ModuleDraft("邻里医站", lead_id=987654)
    assert code_of(lambda: service.set_up_module(whole, stranger)) == ["modules.no_lead"]


def test_a_hand_over_names_the_new_operator_and_its_day(whole):
    row = by_name(whole, "食有所安")
    service.hand_over_operator(
        whole, row.id, HandoverDraft("石狮国投", date(2026, 12, 1), lead_name="洪美玲")
    )
    card = queries.module_card(whole, row.id)
    assert (card.operator, card.operator_since, card.lead_name) == ("石狮国投", date(2026, 12, 1), "洪美玲")


def test_a_hand_over_to_the_same_backward_or_far_ahead_is_refused(whole):
    ref = by_name(whole, "食有所安").id
    service.hand_over_operator(whole, ref, HandoverDraft("石狮国投", date(2026, 12, 1)))
    assert code_of(
        lambda: service.hand_over_operator(whole, ref, HandoverDraft("石狮国投", date(2026, 12, 2)))
    ) == ["modules.same_operator"]
    early = HandoverDraft("村集体", date(2026, 11, 1))
    assert code_of(lambda: service.hand_over_operator(whole, ref, early)) == ["modules.since_early"]
    longer = HandoverDraft("石狮国投", date(2026, 12, 1), until=date(2027, 11, 30))
    service.hand_over_operator(whole, ref, longer)
    assert queries.module_card(whole, ref).operator_until == date(2027, 11, 30)  # type: ignore[union-attr]
    backwards = HandoverDraft("村集体", date(2026, 12, 5), until=date(2026, 12, 1))
    assert code_of(lambda: service.hand_over_operator(whole, ref, backwards)) == ["modules.until_early"]
    late = HandoverDraft(" ", date(2028, 1, 1))
    assert code_of(lambda: service.hand_over_operator(whole, ref, late)) == ["required", "modules.since_late"]


def test_the_order_is_the_centers_own(whole):
    six = [m.id for m in queries.board(whole) if m.number == "6"]
    service.reorder_modules(whole, tuple(reversed(six)))
    assert [m.id for m in queries.board(whole) if m.number == "6"] == six[::-1]


def test_unknown_modules_and_people_without_the_right_are_refused(whole):
    with pytest.raises(NotFound):
        service.suspend_module(whole, 987654)
    whole.actor = Actor(1, "前台", whole.center_id, frozenset({"modules.view"}))
    for call in (
        lambda: service.set_up_module(whole, ModuleDraft("甲")),
        lambda: service.close_module(whole, 1),
        lambda: service.hand_over_operator(whole, 1, HandoverDraft("甲", date(2026, 12, 1))),
    ):
        with pytest.raises(NotAllowed):
            call()
