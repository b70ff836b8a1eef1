"""What may be registered at the desk, decided without a database."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from neighborcenter.desk import rules, texts
from neighborcenter.desk.drafts import VisitDraft
from neighborcenter.desk.kinds import Outcome, VisitStatus
from neighborcenter.desk.rules import Facts, ServiceFact
from neighborcenter.kit.problems import Problem, speak
from neighborcenter.people.drafts import ResidentDraft

NOW = datetime(2026, 11, 23, 10, 15)
CARD = ServiceFact(3, 1, "老年人优待证代办")
PROOF = ServiceFact(4, 1, "无犯罪记录证明", refused=True, refer_to="派出所")
DRAFT = VisitDraft(service_id=3, resident_id=9)


def codes(draft: VisitDraft, service: ServiceFact | None = CARD) -> list[str]:
    return [p.code for p in rules.problems_in(draft, Facts(NOW, service))]


def test_a_sound_visit_has_no_problem():
    assert codes(DRAFT) == []
    assert codes(VisitDraft(service_id=3, heads=28)) == []


@pytest.mark.parametrize(
    ("change", "service", "code"),
    [
        ({"service_id": None}, None, "desk.service_missing"),
        ({}, None, "desk.service_unknown"),
        ({}, replace(CARD, published=False), "desk.service_not_offered"),
        ({"newcomer": ResidentDraft(name="王堃")}, CARD, "desk.two_people"),
        ({"heads": 2}, CARD, "desk.named_is_one"),
        ({"resident_id": None, "heads": 0}, CARD, "desk.heads"),
        ({"resident_id": None, "heads": 1000}, CARD, "desk.heads"),
        ({"outcome": Outcome.PASSED_ON}, CARD, "desk.passed_to_missing"),
        ({"at": NOW + timedelta(minutes=1)}, CARD, "desk.future"),
        ({"outcome": Outcome.DONE}, PROOF, "desk.must_be_refused"),
    ],
)
def test_each_mistake_is_named(change, service, code):
    assert codes(replace(DRAFT, **change), service) == [code]


def test_entering_an_old_visit_only_warns():
    problems = rules.problems_in(replace(DRAFT, at=NOW - timedelta(days=32)), Facts(NOW, CARD))
    assert [(p.code, p.level) for p in problems] == [("desk.long_ago", "warning")]


def test_a_proof_that_must_be_refused_is_always_a_referral():
    assert rules.outcome_of(DRAFT, PROOF) is Outcome.REFERRED
    assert rules.outcome_of(DRAFT, CARD) is Outcome.DONE
    assert rules.outcome_of(replace(DRAFT, outcome=Outcome.OPEN), CARD) is Outcome.OPEN


def test_a_matter_moves_only_where_it_can():
    for before in Outcome:
        for after in Outcome:
            problems = rules.problems_in_move(before, after, "街道办", refused=False)
            assert bool(problems) is (after is not before and after not in rules.MOVES[before])
    assert rules.problems_in_move(Outcome.REFERRED, Outcome.OPEN, "", refused=True)
    assert rules.problems_in_move(Outcome.OPEN, Outcome.PASSED_ON, " ", refused=False)


def test_every_word_of_the_desk_is_named():
    assert set(texts.OUTCOMES) == set(Outcome)
    assert set(texts.STATUSES) == set(VisitStatus)
    for code in texts.SENTENCES:
        assert speak(Problem("", code)) != code
