"""The search box finds what was typed, best first, on both engines."""

import pytest

from neighborcenter.kit import search
from neighborcenter.kit.pinyin import pinyin_keys, search_keys_for_person
from neighborcenter.kit.work import Work

pytestmark = pytest.mark.both_engines

PEOPLE = {
    1: ("王桂兰", "13812345566"), 2: ("王明", "13900001111"), 3: ("李小明", "13700005566"),
    4: ("单田芳", "13600002222"), 5: ("吕绿", "13500003333"), 6: ("欧阳修", "13400004444"),
    7: ("明王", "13300005555"), 8: ("王明亮", "13200006666"), 9: ("Anna Li", "13100007777"),
}  # fmt: skip


@pytest.fixture
def people(work: Work) -> Work:
    for ref, (name, phone) in PEOPLE.items():
        search.put_keys(work, "resident", ref, search_keys_for_person(name, phones=(phone,)))
    search.put_keys(work, "room", 1, pinyin_keys("王府厅", person=False))
    return work


def found(work: Work, typed: str, limit: int = 8) -> list[int]:
    return [hit.ref_id for hit in search.lookup(work, typed, ("resident",), limit)]


@pytest.mark.parametrize(
    ("typed", "refs"),
    [
        ("王桂兰", [1]), ("王", [2, 1, 8, 7]), ("桂兰", [1]), ("wgl", [1]), ("WGL", [1]), ("wangguilan", [1]),
        ("wang'gui'lan", [1]), ("wang gui lan", [1]), ("wanggl", [1]), ("wang gl", [1]), ("guilan", [1]),
        ("明", [7, 2, 3, 8]), ("wm", [2, 8]), ("5566", [1, 3]), ("138123", [1]), ("138 1234 5566", [1]),
        ("王 5566", [1]), ("王5566", [1]), ("5566 王", [1]), ("wgl5566", [1]), ("ming 5566", [3]), ("stf", [4]),
        ("shantianfang", [4]), ("dantianfang", [4]), ("lvlv", [5]), ("lyulyu", [5]), ("lülü", [5]),
        ("ouyang", [6]), ("修", [6]), ("anna", [9]), ("Anna Li", [9]), ("li", [3, 8, 9]), ("", []), ("  ", []),
        ("赵", []), ("王gl", [1]), ("王桂l", [1]), ("wang桂兰", [1]), ("单tf", [4]), ("李gl", []), ("汪gl", []), ("%", []), ("'", []), ("王 9999", []), ("wang zzz", []),
    ],
)  # fmt: skip
def test_what_was_typed_finds(people: Work, typed: str, refs: list[int]) -> None:
    assert sorted(found(people, typed)) == sorted(refs)


def test_the_whole_name_comes_first_and_the_head_before_the_inside(people: Work) -> None:
    assert found(people, "王明")[0] == 2
    assert found(people, "wm")[0] == 2
    assert found(people, "明")[0] == 7
    assert found(people, "ming")[0] == 7


def test_each_record_comes_once_and_no_more_than_asked(people: Work) -> None:
    refs = found(people, "w", limit=3)
    assert len(refs) == len(set(refs)) == 3
    assert found(people, "w", limit=0) == []


def test_kinds_are_kept_apart(people: Work) -> None:
    hits = search.lookup(people, "王", ("resident", "room"), 20)
    assert {(hit.kind, hit.ref_id) for hit in hits} >= {("room", 1), ("resident", 1)}
    assert [hit.kind for hit in search.lookup(people, "wft", ("room",))] == ["room"]


def test_new_keys_replace_the_old(people: Work) -> None:
    search.put_keys(people, "resident", 1, pinyin_keys("赵桂兰"))
    assert found(people, "王桂兰") == []
    assert found(people, "赵桂兰") == [1]
    search.put_keys(people, "resident", 1, ())
    assert found(people, "桂兰") == []
    assert "search_key" in people.changes


def test_many_at_once(people: Work) -> None:
    count = search.put_new_keys(
        people, "resident", [(ref, {f"h甲{ref}", f"ij{ref}"}) for ref in range(100, 400)]
    )
    assert count == 600
    assert len(found(people, "甲", limit=500)) == 300
    assert found(people, "甲100") == [100]


def test_another_center_is_not_seen(people: Work) -> None:
    hits = search.lookup(people, "王桂兰", ("resident",))
    assert hits
    people.center_id += 1
    try:
        assert search.lookup(people, "王桂兰", ("resident",)) == []
    finally:
        people.center_id -= 1
