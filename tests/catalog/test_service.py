"""What staff do about services, on a real database."""

from dataclasses import replace

import pytest

from neighborcenter.catalog import queries, service
from neighborcenter.catalog.drafts import PaperDraft, ServiceDraft
from neighborcenter.catalog.queries import ServiceFilter
from neighborcenter.kit import i18n
from neighborcenter.kit.actor import Actor
from neighborcenter.kit.problems import Invalid, NotAllowed, NotFound, Stale
from neighborcenter.modules import service as modules
from neighborcenter.modules.drafts import ModuleDraft


@pytest.fixture
def home(work) -> int:
    """A module to put services into."""
    return modules.set_up_module(work, ModuleDraft("病有所医", number="6"))


def pressure(home: int, **more) -> ServiceDraft:
    return ServiceDraft("量血压", home, on_the_spot=True, fee="免费", **more)


def code_of(call) -> list[str]:
    with pytest.raises(Invalid) as refused:
        call()
    return [p.code for p in refused.value.problems if p.level == "error"]


def test_a_draft_is_found_in_the_catalog_but_not_at_the_desk(work, home):
    ref = service.draft_service(work, pressure(home))
    assert queries.pick_services(work, "lxy") == ()
    assert [r.id for r in queries.services(work, ServiceFilter(typed="lxy"))] == [ref]
    service.publish(work, ref)
    assert [r.id for r in queries.pick_services(work, "lxy")] == [ref]


def test_withdrawing_needs_a_reason_and_can_be_taken_back(work, home):
    ref = service.draft_service(work, pressure(home))
    service.publish(work, ref)
    assert code_of(lambda: service.withdraw(work, ref, " ")) == ["catalog.reason_missing"]
    service.withdraw(work, ref, "血压计送检")
    assert queries.pick_services(work, "lxy") == ()
    assert queries.service_row(work, ref).status == "withdrawn"
    service.publish(work, ref)
    assert queries.pick_services(work, "lxy")[0].id == ref
    service.back_to_draft(work, ref)
    assert queries.service_row(work, ref).status == "draft"


def test_a_draft_cannot_be_withdrawn(work, home):
    ref = service.draft_service(work, pressure(home))
    assert code_of(lambda: service.withdraw(work, ref, "不用了")) == ["catalog.no_such_move"]


def test_full_width_signs_stay_and_do_not_make_another_name(work, home):
    ref = service.draft_service(work, ServiceDraft("亲子（周末）  课堂", home))
    assert queries.service_row(work, ref).name == "亲子（周末） 课堂"
    again = ServiceDraft("亲子(周末) 课堂", home)
    assert code_of(lambda: service.draft_service(work, again)) == ["catalog.name_taken"]


def test_one_name_stands_once_until_it_is_withdrawn(work, home):
    ref = service.draft_service(work, pressure(home))
    assert code_of(lambda: service.draft_service(work, pressure(home))) == ["catalog.name_taken"]
    service.publish(work, ref)
    service.withdraw(work, ref, "重写")
    assert service.draft_service(work, pressure(home)) != ref
    assert code_of(lambda: service.publish(work, ref)) == ["catalog.name_taken"]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"name": " "}, "required"),
        ({"name": "长" * 61}, "catalog.name_long"),
        ({"module_id": 987654}, "catalog.no_module"),
        ({"handling": "magic"}, "catalog.no_handling"),
        ({"category": "other"}, "catalog.no_category"),
        ({"days": 999, "on_the_spot": False}, "catalog.days"),
        ({"days": 3}, "catalog.spot_and_days"),
        ({"papers": (PaperDraft(" "),)}, "required"),
        ({"papers": (PaperDraft("身份证"), PaperDraft("身份证"))}, "catalog.paper_twice"),
        ({"papers": (PaperDraft("身份证", need="perhaps"),)}, "catalog.no_need"),
    ],
)
def test_a_service_that_cannot_be_meant_is_refused(work, home, changed, code):
    assert code_of(lambda: service.draft_service(work, replace(pressure(home), **changed))) == [code]


def test_a_referral_without_a_place_is_kept_as_a_draft_but_not_published(work, home):
    ref = service.draft_service(work, ServiceDraft("死亡证明", home, handling="referral", refused=True))
    assert code_of(lambda: service.publish(work, ref)) == ["catalog.refer_where", "catalog.refusal_words"]
    good = replace(queries.service_draft(work, ref), refer_to="医院或派出所", refusal="村（社区）不能开具。")
    service.revise(work, ref, good)
    service.publish(work, ref)
    assert code_of(lambda: service.revise(work, ref, replace(good, handling="direct"))) == [
        "catalog.refused_is_referral"
    ]


def test_a_revision_keeps_what_changed_and_by_whom(work, home):
    ref = service.draft_service(work, pressure(home))
    papers = (PaperDraft("身份证", "necessary", "原件"),)
    service.revise(work, ref, pressure(home, papers=papers, department="卫生服务中心"))
    card = queries.guide_card(work, ref)
    assert card.row.revision == 2
    assert [p.name for p in card.papers] == ["身份证"]
    newest = card.history[0]
    assert {c.field for c in newest.changes} == {"department", "papers"}
    assert newest.actor == "林晓"
    assert newest.at.hour == 10
    assert newest.spoken() == "Revised · Department、Papers"


def test_saving_without_a_change_adds_no_history(work, home):
    ref = service.draft_service(work, pressure(home))
    service.revise(work, ref, queries.service_draft(work, ref))
    assert len(queries.service_history(work, ref)) == 1


def test_a_service_changed_meanwhile_is_not_overwritten(work, home):
    ref = service.draft_service(work, pressure(home))
    seen = queries.service_row(work, ref).version
    service.revise(work, ref, pressure(home, steps="坐五分钟再量"), version=seen)
    with pytest.raises(Stale):
        service.revise(work, ref, pressure(home, steps="别的"), version=seen)


def test_a_new_name_is_found_and_the_old_one_no_longer(work, home):
    ref = service.draft_service(work, pressure(home))
    service.publish(work, ref)
    service.revise(work, ref, replace(pressure(home), name="测血糖"))
    assert queries.pick_services(work, "cxt")[0].id == ref
    assert queries.pick_services(work, "lxy") == ()


def test_the_order_is_the_centers_own(work, home):
    made = [service.draft_service(work, ServiceDraft(name, home)) for name in ("甲", "乙", "丙")]
    service.reorder(work, home, (made[2], made[0]))
    assert [r.name for r in queries.services(work)] == ["丙", "甲", "乙"]
    with pytest.raises(NotFound):
        service.reorder(work, home, (987654,))


def test_confirming_locally_clears_the_mark_and_notes_it(work, home):
    ref = service.draft_service(work, pressure(home, to_confirm=True))
    assert [r.id for r in queries.services(work, ServiceFilter(to_confirm=True))] == [ref]
    service.confirm_locally(work, (ref, ref))
    assert queries.services(work, ServiceFilter(to_confirm=True)) == ()
    assert queries.service_history(work, ref)[0].act == "confirm"


def test_filters_narrow_the_list(work, home):
    other = modules.set_up_module(work, ModuleDraft("丝路驿站"))
    first = service.draft_service(work, pressure(home))
    second = service.draft_service(work, ServiceDraft("外语沟通协助", other, handling="assisted"))
    service.publish(work, second)

    def ids(**wanted) -> list[int]:
        return [r.id for r in queries.services(work, ServiceFilter(**wanted))]

    assert ids() == [first, second]
    assert ids(module_id=other) == [second]
    assert ids(number="6") == [first]
    assert ids(handling="assisted") == [second]
    assert ids(status="draft") == [first]
    assert ids(typed="wygt", status="draft") == []


def test_counts_by_module(work, home):
    service.publish(work, service.draft_service(work, pressure(home)))
    service.draft_service(work, ServiceDraft("骨密度检测", home, to_confirm=True))
    assert queries.counts_by_module(work)[home] == queries.ModuleCount(1, 1, 1)


def test_examples_are_taken_once_and_a_refusal_speaks_both_languages(work, home):
    affairs = modules.set_up_module(work, ModuleDraft("事有所办", number="6"))
    added = service.adopt_examples(work, {"health": home, "affairs": affairs})
    assert added > 100
    assert service.adopt_examples(work, {"health": home, "affairs": affairs}) == 0
    row = queries.pick_services(work, "要开亲属关系证明")[0]
    assert row.refused
    assert "notary" in row.refer_to
    card = queries.guide_card(work, row.id)
    assert "may not issue" in card.refusal
    i18n.set_language("zh_CN")
    assert "派出所" in queries.pick_services(work, "亲属关系")[0].refer_to
    allowance = queries.services(work, ServiceFilter(typed="社会保障卡注销"))[0]
    papers = {p.name: p.need for p in queries.guide_card(work, allowance.id).papers}
    assert papers == {"居民身份证": "necessary", "社会保障卡": "optional"}


def test_who_may_not_is_refused(work, home):
    ref = service.draft_service(work, pressure(home))
    work.actor = Actor(1, "前台", work.center_id, frozenset({"catalog.view"}))
    for call in (
        lambda: service.draft_service(work, pressure(home)),
        lambda: service.publish(work, ref),
        lambda: service.withdraw(work, ref, "x"),
        lambda: service.confirm_locally(work, (ref,)),
    ):
        with pytest.raises(NotAllowed):
            call()
    assert queries.guide_card(work, ref) is not None
    work.actor = Actor(1, "审计", work.center_id, frozenset())
    with pytest.raises(NotAllowed):
        queries.services(work)
