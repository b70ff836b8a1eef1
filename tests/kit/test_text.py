"""Text is brought to one form; ID numbers and phones are read exactly."""

import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neighborcenter.kit.fold import fold, has_han, is_han, neat
from neighborcenter.kit.idnumber import IdKind, check_character, check_id_number, mask_id, upgrade
from neighborcenter.kit.malformed import Malformed
from neighborcenter.kit.phone import PhoneKind, check_phone, mask_phone

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        (" 王 小 明 ", "王小明"), ("王　明", "王明"), ("１３８", "138"), ("Ａnna  Li", "Anna Li"),
        ("⻝堂⼯会", "食堂工会"), ("⻢云", "马云"), ("\ufeff王\u200b明", "王明"), ("阿依•买买提", "阿依·买买提"),
        ("", ""), ("a  b", "a b"), ("王 Anna", "王 Anna"), ("羅\uf9d1", "羅六"),
    ],
)  # fmt: skip
def test_text_is_folded(typed: str, folded: str) -> None:
    assert fold(typed) == folded


@given(st.text(max_size=30))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_chinese_characters_are_known_beyond_the_first_plane() -> None:
    assert is_han("𠮷䶮〇") is True
    assert is_han("王a") is False
    assert has_han("a王") is True
    assert is_han("") is False


def _id(first17: str) -> str:
    return first17 + check_character(first17)


def test_published_check_character() -> None:
    assert check_character("11010519491231002") == "X"


def test_a_good_number_tells_birth_sex_and_division() -> None:
    found = check_id_number(" 11010519491231002x ", TODAY)
    assert (found.number, found.kind) == ("11010519491231002X", IdKind.RESIDENT)
    assert (found.birth, found.sex, found.division) == (date(1949, 12, 31), "female", "110105")
    spaced = "３５０５８２ 19500307 001" + check_character("35058219500307001")
    assert check_id_number(spaced, TODAY).sex == "male"


def test_permits_and_foreign_cards() -> None:
    assert check_id_number(_id("83000019900101003"), TODAY).kind is IdKind.PERMIT
    card = check_id_number(_id("93584019850612003"), TODAY)
    assert (card.kind, card.birth, card.division) == (IdKind.FOREIGN, date(1985, 6, 12), None)
    assert check_id_number("USA350112060001", TODAY).kind is IdKind.FOREIGN


def test_first_generation_number() -> None:
    found = check_id_number("350582500307002", TODAY)
    assert (found.kind, found.birth, found.sex) == (IdKind.RESIDENT_15, date(1950, 3, 7), "female")
    assert upgrade(found.number) == _id("35058219500307002")


@pytest.mark.parametrize(
    ("typed", "code", "params"),
    [
        ("", "id.empty", {}),
        ("3505821950030700", "id.short", {"missing": 2}),
        ("35058219500307001", "id.short", {"missing": 1}),
        ("3505821950030700123", "id.long", {"surplus": 1}),
        ("350582195003070O12", "id.characters", {}),
        ("X50582195003070012", "id.characters", {}),
        ("1.1010119500307e+17", "id.rounded", {}),
        ("1.10101E17", "id.rounded", {}),
        ("350582195003070000", "id.rounded", {}),
        (_id("09058219500307001"), "id.province", {"code": "09"}),
        (_id("35058219501307001"), "id.month", {"month": 13}),
        (_id("35058219500230001"), "id.day", {"year": 1950, "month": 2, "day": 30}),
        (_id("35058219500431001"), "id.day", {"year": 1950, "month": 4, "day": 31}),
        (_id("35058219000229001"), "id.day", {"year": 1900, "month": 2, "day": 29}),
        (_id("35058220300307001"), "id.future", {"year": 2030}),
        (_id("35058218990307001"), "id.old", {"year": 1899}),
    ],
)
def test_what_is_wrong_is_said_precisely(typed: str, code: str, params: dict[str, object]) -> None:
    with pytest.raises(Malformed) as caught:
        check_id_number(typed, TODAY)
    assert (caught.value.code, caught.value.params) == (code, params)


def test_a_wrong_check_character_is_found() -> None:
    good = _id("35058219500307001")
    wrong = good[:-1] + ("1" if good[-1] != "1" else "2")
    with pytest.raises(Malformed, match=r"id\.checksum"):
        check_id_number(wrong, TODAY)


@given(st.integers(0, 16), st.integers(1, 9))
def test_any_single_slip_is_noticed(place: int, shift: int) -> None:
    good = _id("35058219500307015")
    slipped = good[:place] + str((int(good[place]) + shift) % 10) + good[place + 1 :]
    with pytest.raises(Malformed):
        check_id_number(slipped, TODAY)


def test_decimal_from_a_spreadsheet_is_read() -> None:
    good = next(_id(f"3505821950030700{n}") for n in range(10) if _id(f"3505821950030700{n}")[-1] not in "X")
    assert check_id_number(good + ".0", TODAY).number == good


def test_other_documents_are_checked_by_shape() -> None:
    assert check_id_number("e12345678", TODAY, IdKind.PASSPORT).number == "E12345678"
    assert check_id_number("H1234567890", TODAY, IdKind.HK_MACAO_PASS).kind is IdKind.HK_MACAO_PASS
    assert check_id_number("12345678", TODAY, IdKind.TAIWAN_PASS).birth is None
    with pytest.raises(Malformed, match=r"id\.shape"):
        check_id_number("12", TODAY, IdKind.PASSPORT)


def test_id_numbers_are_masked() -> None:
    assert mask_id("350582195003071234") == "350582********1234"
    assert mask_id("350582195003071234", lists=True) == "3505**********1234"
    assert mask_id("E12345678") == "E*****678"
    assert mask_id("") == ""
    assert mask_id("123") == "***"


@pytest.mark.parametrize(
    ("typed", "number", "kind", "unusual"),
    [
        ("13812345678", "13812345678", PhoneKind.MOBILE, ""),
        ("138 1234-5678", "13812345678", PhoneKind.MOBILE, ""),
        ("+86 138 1234 5678", "13812345678", PhoneKind.MOBILE, ""),
        ("008613812345678", "13812345678", PhoneKind.MOBILE, ""),
        ("013812345678", "13812345678", PhoneKind.MOBILE, ""),
        ("１３８１２３４５６７８", "13812345678", PhoneKind.MOBILE, ""),
        ("13812345678.0", "13812345678", PhoneKind.MOBILE, ""),
        ("14112345678", "14112345678", PhoneKind.MOBILE, "phone.segment"),
        ("19212345678", "19212345678", PhoneKind.MOBILE, ""),
        ("0595-22345678", "0595-22345678", PhoneKind.LANDLINE, ""),
        ("059522345678", "0595-22345678", PhoneKind.LANDLINE, ""),
        ("0595-22345678转801", "0595-22345678-801", PhoneKind.LANDLINE, ""),
        ("0595-22345678-801", "0595-22345678-801", PhoneKind.LANDLINE, ""),
        ("(010)62345678", "010-62345678", PhoneKind.LANDLINE, ""),
        ("+86 595 22345678", "0595-22345678", PhoneKind.LANDLINE, ""),
        ("+86 10 62345678", "010-62345678", PhoneKind.LANDLINE, ""),
        ("22345678", "22345678", PhoneKind.LANDLINE, "phone.no_area"),
        ("4008123123", "400-812-3123", PhoneKind.SERVICE, ""),
        ("12345", "12345", PhoneKind.SERVICE, ""),
    ],
)  # fmt: skip
def test_phones_are_read(typed: str, number: str, kind: PhoneKind, unusual: str) -> None:
    found = check_phone(typed)
    assert (found.number, found.kind, found.unusual) == (number, kind, unusual)


@pytest.mark.parametrize(
    ("typed", "code", "params"),
    [
        ("", "phone.empty", {}),
        ("1381234567", "phone.short", {"missing": 1}),
        ("138123456789", "phone.long", {"surplus": 1}),
        ("010-12345", "phone.short", {"missing": 3}),
        ("0595-123", "phone.short", {"missing": 4}),
        ("0595-223456789", "phone.long", {"surplus": 1}),
        ("1.38E+10", "phone.rounded", {}),
        ("电话没有", "phone.characters", {}),
        ("99912345678", "phone.area", {}),
        ("0111-2345678", "phone.area", {}),
    ],
)
def test_what_is_wrong_with_a_phone_is_said(typed: str, code: str, params: dict[str, object]) -> None:
    with pytest.raises(Malformed) as caught:
        check_phone(typed)
    assert (caught.value.code, caught.value.params) == (code, params)


@given(st.text(max_size=20))
def test_any_text_is_read_or_refused(text: str) -> None:
    for check in (check_phone, lambda given: check_id_number(given, TODAY)):
        with contextlib.suppress(Malformed):
            check(text)


def test_phones_are_masked() -> None:
    assert mask_phone("13812345678") == "138****5678"
    assert mask_phone("0595-22345678") == "0595-****5678"
    assert mask_phone("22345678") == "****5678"
    assert mask_phone("110") == "110"
    assert mask_phone("") == ""


def test_text_for_showing_keeps_chinese_punctuation() -> None:
    assert neat(" 舞蹈队（二组），Ａ 班 ") == "舞蹈队（二组），A 班"
    assert neat("右耳听力弱，面对面慢说！") == "右耳听力弱，面对面慢说！"
    assert neat("  a  b ") == "a b"
