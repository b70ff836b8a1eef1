"""Names are found however the desk types them."""

import time

import pytest

from neighborcenter.kit.names import COMPOUND_SURNAMES, SURNAMES, mask_name, surname_of
from neighborcenter.kit.pinyin import door_keys, number_keys, pinyin_keys, search_keys_for_person, sort_key

SURNAME_READINGS = [
    ("单田芳", "shantianfang"), ("仇和", "qiuhe"), ("解晓东", "xiexiaodong"), ("曾志伟", "zengzhiwei"),
    ("区乐民", "ouleming"), ("查良镛", "zhaliangyong"), ("朴树", "piaoshu"), ("盖叫天", "gejiaotian"),
    ("华罗庚", "hualuogeng"), ("翟志刚", "zhaizhigang"), ("员峰", "yunfeng"), ("缪昌文", "miaochangwen"),
    ("长孙无忌", "zhangsunwuji"), ("尉迟恭", "yuchigong"), ("万俟明", "moqiming"), ("任正非", "renzhengfei"),
    ("燕青", "yanqing"), ("宁静", "ningjing"), ("乐嘉", "yuejia"), ("种师道", "chongshidao"),
    ("逄蒙", "pangmeng"), ("佴明", "naiming"), ("欧阳修", "ouyangxiu"), ("单于明", "chanyuming"),
    ("覃明", "qinming"), ("牟明", "muming"), ("冼星海", "xianxinghai"), ("薄明", "boming"),
    ("石明", "shiming"), ("尹明", "yinming"), ("黑明", "heming"), ("车明", "cheming"),
    ("谌龙", "chenlong"), ("隗明", "weiming"), ("莘明", "shenming"), ("占明", "zhanming"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "typed"), [pair for pair in SURNAME_READINGS if pair[0] != "区乐民"])
def test_surname_is_read_as_a_surname(name: str, typed: str) -> None:
    assert "p" + typed in pinyin_keys(name)


@pytest.mark.parametrize("typed", ["dantianfang", "chantianfang"])
def test_the_dictionary_reading_of_a_surname_finds_too_but_later(typed: str) -> None:
    keys = pinyin_keys("单田芳")
    assert "z" + typed in keys
    assert "p" + typed not in keys


def test_a_name_is_found_by_characters_pinyin_initials_and_mixed() -> None:
    keys = pinyin_keys("王桂兰")
    assert {"h王桂兰", "iwgl", "pwangguilan", "pwanggl", "z桂兰", "z兰", "zguilan", "zgl", "zlan"} <= keys
    assert not any(key.startswith(("pyu", "zyu")) for key in keys)  # 王 has a rare reading yu: only noise


@pytest.mark.parametrize("typed", ["lvmeng", "lyumeng", "lumeng"])
def test_u_with_dots_may_be_typed_three_ways(typed: str) -> None:
    assert "p" + typed in pinyin_keys("吕蒙")


def test_u_with_dots_in_the_given_name_counts_as_the_head_too() -> None:
    assert {"pwanglv", "pwanglyu", "pwanglu"} <= pinyin_keys("王绿")


def test_both_readings_of_a_given_name_find() -> None:
    keys = pinyin_keys("王乐")
    assert "pwangle" in keys
    assert "zwangyue" in keys


def test_compound_surname_gives_both_initials() -> None:
    assert {"ioyx", "pouyangxiu", "z阳修"} <= pinyin_keys("欧阳修")
    assert surname_of("欧阳修") == "欧阳"
    assert surname_of("欧阳") == "欧"  # two characters: surname 欧, given name 阳
    assert surname_of("Anna") == ""


def test_other_writings() -> None:
    assert "h阿依古丽买买提" in pinyin_keys("阿依古丽·买买提")
    assert "z买买提" in pinyin_keys("阿依古丽・买买提")
    assert "pannali" in pinyin_keys("Anna Li")
    assert "zli" in pinyin_keys("Anna Li")
    assert pinyin_keys("  ") == set()
    assert "h王堃" in pinyin_keys("王 堃")
    assert "pzhangyan" in pinyin_keys("张䶮")


def test_titles_are_found_at_every_character() -> None:
    keys = pinyin_keys("舞蹈室（二楼）", person=False)
    assert {"h舞蹈室二楼", "iwdsel", "pwudaoshierlou", "z二楼", "zerlou"} <= keys
    assert "p3ddayin" in pinyin_keys("3D打印", person=False) or "h3d打印" in pinyin_keys(
        "3D打印", person=False
    )


def test_numbers_by_head_and_tail() -> None:
    assert number_keys("138 1234 5678") == {"n13812345678", "z5678"}
    assert number_keys("0595-22345678") == {"n059522345678", "z5678"}
    assert number_keys("") == set()
    assert door_keys("5栋", "2单元", "302室") == {"n5-2-302", "n5-302"}
    assert door_keys("", "", "302") == set()


def test_person_keys_hold_tails_of_the_id_number_but_never_the_whole() -> None:
    keys = search_keys_for_person(
        "王桂兰", phones=("13812345678",), id_number="35058219500307002X", building="5", door="302"
    )
    assert {"z002x", "z07002x", "z5678", "n5-302", "iwgl"} <= keys
    assert {"t5678王桂兰", "t5678wgl", "t002x王桂兰", "t002xwgl"} <= keys
    assert not any("19500307" in key for key in keys)


def test_sorting_follows_pinyin_with_surnames_read_rightly() -> None:
    names = ["曾志伟", "安明", "单田芳", "王桂兰", "Anna", "翟志刚", "解晓东", "吕蒙"]
    assert sorted(names, key=sort_key) == [
        "安明", "Anna", "吕蒙", "单田芳", "王桂兰", "解晓东", "曾志伟", "翟志刚",
    ]  # fmt: skip
    assert sort_key("汪明") != sort_key("王明")
    assert sort_key("王明") < sort_key("王明亮")


def test_twenty_thousand_names_take_less_than_a_second() -> None:
    surnames = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高"
    given = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂建国志华文玉春海"
    names = [s + a + b for s in surnames for a in given for b in given][:20_000]
    started = time.process_time()
    for name in names:
        pinyin_keys(name)
    assert time.process_time() - started < 1.0 * (len(names) / 20_000) + 0.5


def test_every_surname_entry_is_one_character_or_two() -> None:
    assert all(len(surname) == 1 and readings for surname, readings in SURNAMES.items())
    assert all(len(surname) == 2 and len(readings) == 2 for surname, readings in COMPOUND_SURNAMES.items())


@pytest.mark.parametrize(
    ("name", "shown"),
    [("张三丰", "张*丰"), ("李四", "李*"), ("欧阳娜娜", "欧**娜"), ("王", "王"), ("Anna Li", "A***"), ("", ""),
     ("阿依古丽·买买提", "阿***·***")],
)  # fmt: skip
def test_names_are_masked(name: str, shown: str) -> None:
    assert mask_name(name) == shown
