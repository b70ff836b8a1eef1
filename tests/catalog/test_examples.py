"""The examples a center starts with have the shape the program counts on."""

from collections import Counter

from neighborcenter.catalog.examples import example_services
from neighborcenter.catalog.refused import refused_proofs
from neighborcenter.modules.templates import starting_modules


def test_there_are_242_real_items_and_the_daily_ones():
    services = example_services()
    assert sum(not s.daily for s in services) == 242
    assert sum(s.daily for s in services) >= 25


def test_every_example_belongs_to_a_starting_module_and_every_module_has_some():
    modules = {m.key for m in starting_modules()}
    used = Counter(s.module for s in example_services())
    assert set(used) == modules
    assert min(used.values()) >= 5


def test_codes_and_names_are_unique_and_nothing_names_a_source():
    services = example_services()
    assert len({s.code for s in services}) == len(services)
    assert len({s.name for s in services}) == len(services)
    assert not any("http" in f"{s}" for s in services)


def test_every_example_waits_to_be_confirmed_locally():
    assert all(s.confirm for s in example_services())


def test_the_twenty_refused_proofs_are_examples_that_only_refer():
    refused = [s for s in example_services() if s.refused]
    assert {s.refused for s in refused} == {p.key for p in refused_proofs()}
    assert len(refused) == 20
    assert {s.handling for s in refused} == {"referral"}


def test_handling_and_need_hold_known_words_only():
    assert {s.handling for s in example_services()} == {"", "direct", "agency", "assisted", "referral"}
    papers = [p for s in example_services() for p in s.papers]
    assert {p.need for p in papers} == {"yes", "no", "if", "unknown"}
    assert all((p.need == "if") == bool(p.condition) for p in papers)


def test_days_are_never_without_their_kind():
    assert all((s.days is None) == (s.days_kind == "") for s in example_services())
    by_name = {s.name: s for s in example_services()}
    assert (by_name["高龄津贴"].days, by_name["高龄津贴"].days_kind) == (22, "working")
    assert by_name["高龄津贴"].papers[6].copies == 2


def test_what_the_desk_does_every_day_is_there():
    names = {s.name for s in example_services()}
    assert {"量血压", "打印复印", "医保参保咨询", "老年卡年审", "借轮椅", "法律咨询"} <= names
