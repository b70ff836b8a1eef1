"""Day work: who fits an offer and why, and what came of it in both ledgers."""

from datetime import date, time

import pytest

from neighborcenter.forms import entry_queries, entry_service, files, service
from neighborcenter.forms.drafts import EntryDraft
from neighborcenter.forms.jobs import queries, rules
from neighborcenter.forms.jobs import service as jobs
from neighborcenter.forms.jobs.drafts import Offer, Seeker
from neighborcenter.forms.jobs.kinds import Outcome
from neighborcenter.forms.jobs.texts import words_of
from neighborcenter.kit.problems import Invalid

SHIPPED = {one.key: one for one in files.shipped()}
DAY = date(2026, 11, 20)
WORK_ON = date(2026, 11, 28)
OFFER = Offer(1, DAY, "桂花里食堂", "厨工", "桂花里 2 号楼", WORK_ON, time(8), 18_000, people=2)


def seeker(**values) -> Seeker:
    usual = {
        "id": 9,
        "day": DAY,
        "resident_id": 5,
        "name": "陈阿婷",
        "phone": "",
        "age": 41,
        "skills": ("厨工",),
    }
    return Seeker(**{**usual, **values})


@pytest.mark.parametrize(
    ("values", "points", "codes"),
    [
        ({}, 100, ["skill", "anywhere", "any_time", "any_pay"]),
        ({"near": "桂花里附近", "times": "上午", "pay": 15_000}, 100, ["skill", "near", "time", "pay"]),
        ({"near": "安海镇", "times": "夜间", "pay": 25_000}, 40, ["skill", "far", "time_other", "pay_less"]),
        ({"pay": 19_000}, 90, ["skill", "anywhere", "any_time", "pay_less"]),
        ({"times": "周末"}, 100, ["skill", "anywhere", "time", "any_pay"]),
        ({"skills": ("电工",)}, 60, ["skill_other", "anywhere", "any_time", "any_pay"]),
        ({"skills": ("其他",)}, 72, ["skill_asked", "anywhere", "any_time", "any_pay"]),
    ],
)
def test_a_match_is_weighed_by_skill_place_time_and_pay(values, points, codes) -> None:
    found = rules.match(OFFER, seeker(**values))
    assert found.points == points
    assert [one.code.removeprefix("jobs.") for one in found.reasons] == codes


def test_the_best_come_first_and_children_are_barred() -> None:
    pairs = [(OFFER, seeker(id=1, age=15)), (OFFER, seeker(id=2, near="安海镇")), (OFFER, seeker(id=3))]
    found = rules.ranked(pairs)
    assert [one.seeker.id for one in found] == [3, 2, 1]
    assert found[-1].barred
    assert words_of(rules.match(OFFER, seeker(pay=25_000)).reasons[3]) == "hopes for ¥250.00, gets ¥180.00"


@pytest.fixture
def market(work, make) -> tuple[int, int, list[int]]:
    """An offer for one cook, and 陈阿婷, 林建军 (an electrician) and 黄美珍, who found work already."""
    module = make.module(key="affairs")
    offers, seekers = (
        service.create_form(work, SHIPPED[key].draft(module), publish=True)
        for key in ("job-offers", "job-seekers")
    )
    values = {"firm": "桂花里食堂", "phone": "13850751200", "trade": "厨工", "people": 1, "place": "桂花里 2 号楼",
              "work_on": WORK_ON, "pay": 18_000}  # fmt: skip
    offer = entry_service.add_entry(work, EntryDraft(offers, values, DAY)).entry_id
    people = (("陈阿婷", "厨工", "待推荐"), ("林建军", "电工", "待推荐"), ("黄美珍", "厨工", "放弃"))
    found = []
    for name, skill, result in people:
        person = make.resident(name, birth_date=date(1985, 5, 1))
        said = {"skills": (skill,), "result": result, "by": "周敏", "pay": 16_000}
        found.append(entry_service.add_entry(work, EntryDraft(seekers, said, DAY, person)).entry_id)
    return offer, seekers, found


@pytest.mark.both_engines
def test_hiring_is_written_into_both_ledgers_and_taken_back(work, market) -> None:
    offer, _form, (cook, electrician, _settled) = market
    ranked = queries.matches(work, offer).found
    assert [one.seeker.id for one in ranked] == [cook, electrician], "who gave up does not look for work"
    assert [one.offer.id for one in queries.matches(work, cook).found] == [offer]
    done = jobs.settle(work, offer, cook, Outcome.HIRED)
    card = entry_queries.entry_card(work, cook)
    assert {key: card.values[key] for key in ("result", "firm", "began", "earned")} == {
        "result": "已上岗", "firm": "桂花里食堂", "began": WORK_ON, "earned": 18_000,
    }  # fmt: skip
    assert queries.matches(work, offer).offer.open == 0
    assert queries.matches(work, electrician).found == (), "nobody is wanted any more"
    assert len(card.traces) == 1
    with pytest.raises(Invalid, match=r"jobs\.full"):
        jobs.settle(work, offer, electrician, Outcome.HIRED)
    with pytest.raises(Invalid, match=r"jobs\.settled"):
        jobs.settle(work, offer, cook, Outcome.SENT)
    jobs.take_back(work, done)
    assert entry_queries.entry_card(work, cook).values["result"] == "待推荐"
    assert queries.matches(work, offer).offer.open == 1


def test_somebody_sent_or_not_taken_still_looks_for_work(work, market) -> None:
    offer, _form, (cook, _electrician, _settled) = market
    for outcome in (Outcome.SENT, Outcome.REFUSED):
        jobs.settle(work, offer, cook, outcome)
        one = queries.matches(work, offer).found[0].seeker
        assert (one.id, one.result, one.firm) == (cook, outcome.value, "桂花里食堂")
    done = jobs.settle(work, offer, cook, Outcome.SENT)
    jobs.settle(work, offer, cook, Outcome.REFUSED)
    with pytest.raises(Invalid, match=r"jobs\.changed"):
        jobs.take_back(work, done)


def test_of_somebody_registered_twice_the_latest_entry_counts(work, market) -> None:
    offer, seekers, (cook, electrician, _settled) = market
    person = entry_queries.entry_card(work, cook).row.resident_id
    said = {"skills": ("保洁",), "result": "放弃", "by": "周敏"}
    entry_service.add_entry(work, EntryDraft(seekers, said, date(2026, 11, 22), person))
    assert [one.seeker.id for one in queries.matches(work, offer).found] == [electrician]
