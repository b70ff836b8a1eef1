"""Search keys of Chinese names: what a person at the desk may type to find 王桂兰.

A key is one rank letter and the text itself, lower case, without blanks:

    h  the name from its first character      h王桂兰
    i  the initials                           iwgl
    p  full pinyin, or the first syllable in full and initials after it   pwangguilan, pwanggl
    n  numbers and codes from their head      n13812345678, n5-302
    t  four last places and the name          t5566王桂兰, t5566wgl
    z  anything inside: tails, other readings, last digits                z桂兰, zguilan, z5566

`kit.search` looks each letter's range up by itself, so that the head of a name wins over its inside.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import product

from neighborcenter.kit.fold import fold, has_han, is_han
from neighborcenter.kit.names import COMPOUND_SURNAMES, SURNAMES, surname_of
from neighborcenter.kit.readings import pinyin

# At most this many ways to read one name are indexed; more only adds noise.
_MOST_READINGS = 8
_BLANKS = re.compile(r"[\s'’·\-_.,，、()（）]+")
_WORD = re.compile(r"[a-z0-9]+")
_HALF = re.compile(r"[a-z0-9]+|.")


@lru_cache(maxsize=30_000)
def _readings(character: str) -> tuple[str, ...]:
    """Every reading of a character without tones, the usual one first; ü written as ü."""
    found = pinyin(character, heteronym=True, v_to_u=True, errors="ignore")
    return tuple(dict.fromkeys(found[0])) if found else ()


@lru_cache(maxsize=30_000)
def _toned(character: str) -> str:
    """The usual reading with its tone as a digit, for sorting."""
    found = pinyin(character, toned=True, v_to_u=True, neutral_tone_with_five=True, errors="ignore")
    return str(found[0][0]) if found else ""


@lru_cache(maxsize=4_000)
def _spellings(syllable: str) -> tuple[str, ...]:
    """The ways to type a syllable: lü is typed lv, lyu or lu; others have one."""
    if "ü" not in syllable:
        return (syllable,)
    return tuple(syllable.replace("ü", typed) for typed in ("v", "yu", "u"))


@lru_cache(maxsize=20_000)
def _surname_readings(surname: str) -> tuple[tuple[str, ...], ...]:
    """The readings of each character of a surname: the right one first."""
    if surname in COMPOUND_SURNAMES:
        return COMPOUND_SURNAMES[surname]
    # Outside the table the dictionary's first reading is right; its rare ones (王 yu) would only be noise.
    return (SURNAMES.get(surname) or _readings(surname)[:1],)


def syllables(name: str) -> list[tuple[str, ...]]:
    """For each character of a folded Chinese name its readings, the likeliest first; () when it has none."""
    surname = surname_of(name)
    given = [_readings(each) for each in name[len(surname) :]]
    return [*_surname_readings(surname), *given] if surname else given


def _ways(readings: list[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """The likeliest reading of the whole, then every other with one or more characters read differently."""
    for count, way in enumerate(product(*readings)):
        if count == _MOST_READINGS:
            return
        yield way


def _typed(way: tuple[str, ...]) -> Iterator[str]:
    for spelled in product(*(_spellings(each) for each in way)):
        yield "".join(spelled)


@lru_cache(maxsize=60_000)
def _given_part(given: str) -> tuple[tuple[str, str], tuple[str, ...], frozenset[str]]:
    """The parts of the given name: (usual pinyin, initials), other spellings, keys of its tails."""
    readings = [_readings(each) or ("",) for each in given]
    inside: set[str] = set()
    spelled: dict[str, str] = {}
    for way in _ways(readings):
        for typed in _typed(way):
            spelled.setdefault(typed, "".join(each[:1] for each in way))
    for start in range(len(given)):
        inside.add("z" + given[start:])
        for way in _ways(readings[start:]):
            inside.update("z" + typed for typed in _typed(way))
            if len(way) > 1:
                inside.add("z" + "".join(each[:1] for each in way))
    inside.discard("z")
    first = next(iter(spelled), "")
    return (first, spelled.get(first, "")), tuple(spelled), frozenset(inside)


def _name_keys(name: str) -> set[str]:
    """The keys of a name made of Chinese characters only."""
    surname = surname_of(name)
    given = name[len(surname) :]
    keys = {"h" + name}
    (first, initials), spellings, inside = _given_part(given) if given else (("", ""), ("",), frozenset())
    keys |= inside
    if len(surname) == 2:
        keys.add("z" + name[1:])
    for place, way in enumerate(_ways(list(_surname_readings(surname)))):
        head = "".join(each[:1] for each in way)
        full, short = ("p", "i") if place == 0 else ("z", "z")
        keys.add(short + head + initials)
        for typed in _typed(way):
            keys.add(full + typed + first)
            keys.update("z" + typed + other for other in spellings if other != first)
            if len(given) > 1:
                keys.add(full + typed + initials)
        for other in {
            "".join(part[:1] for part in more) for more in _ways([_readings(c) or ("",) for c in given])
        }:
            if other != initials:
                keys.add("z" + head + other)
    # lv and lyu are both right ways to type 吕; the alternatives of ü in the given name rank as usual too.
    if any("ü" in each for c in given for each in _readings(c)[:1]):
        usual = tuple((_readings(c) or ("",))[0] for c in given)
        for typed in _typed(tuple(each[0] for each in _surname_readings(surname))):
            keys.update("p" + typed + other for other in _typed(usual))
    return keys


def _phrase_keys(phrase: str) -> set[str]:
    """The keys of a title such as 舞蹈室（二楼） or 3D 打印: every place where a character or word begins."""
    plain = _BLANKS.sub("", phrase)
    if not plain:
        return set()
    parts = _HALF.findall(plain)
    readings = [
        (part,) if _WORD.fullmatch(part) else (_readings(part) if is_han(part) else ()) for part in parts
    ]
    keys: set[str] = set()
    for start in range(len(parts)):
        rank = {"h": "h", "i": "i", "p": "p"} if start == 0 else {"h": "z", "i": "z", "p": "z"}
        keys.add(rank["h"] + "".join(parts[start:]))
        usual = [each[0] for each in readings[start:] if each]
        if not usual or not readings[start]:
            continue
        keys.update(rank["p"] + typed for typed in _typed(tuple(usual)))
        if len(usual) > 1:
            keys.add(rank["i"] + "".join(each if each.isdigit() else each[:1] for each in usual))
        for other in readings[start][1:]:
            keys.update("z" + typed for typed in _typed((other, *usual[1:])))
    return keys


def pinyin_keys(name: str, *, person: bool = True) -> set[str]:
    """The search keys of a name (or, with `person` False, of a room, a service, any title).

    All usual readings are indexed: of a surname the right one first (单 shan, then dan), of a given name the
    dictionary's; ü may be typed v, yu or u.  Names outside Chinese characters are indexed by their words.
    """
    plain = fold(name).lower()
    if not plain:
        return set()
    if person and is_han(plain):
        return _name_keys(plain)
    keys = _phrase_keys(plain)
    words = re.findall(r"[^\s·]+", plain)
    if len(words) > 1:
        for word in words[1:]:
            keys.update("z" + key[1:] for key in _phrase_keys(word))
    return keys


def number_keys(number: str, *, tails: Iterable[int] = (4,)) -> set[str]:
    """The keys of a number: from its head, and its last `tails` digits."""
    plain = re.sub(r"[\s\-]+", "", fold(number).lower())
    if not plain:
        return set()
    return {"n" + plain} | {"z" + plain[-tail:] for tail in tails if len(plain) > tail}


def door_keys(building: str, unit: str = "", door: str = "") -> set[str]:
    """The keys of a flat: 5 栋 2 单元 302 is found by 5-302 and by 5-2-302."""
    parts = [re.sub(r"[栋幢座号楼单元室\s]+", "", fold(each)).lower() for each in (building, unit, door)]
    if not parts[0]:
        return set()
    keys = {"n" + "-".join(each for each in parts if each)}
    if parts[2]:
        keys.add(f"n{parts[0]}-{parts[2].rpartition('-')[2]}")
    return keys


def search_keys_for_person(
    name: str,
    *,
    phones: Iterable[str] = (),
    id_number: str = "",
    nickname: str = "",
    building: str = "",
    unit: str = "",
    door: str = "",
) -> set[str]:
    """Every key a resident is found by: name, nickname, phones and their tails, tail of the ID number, door.

    Of the ID number only the last four and last six places are kept, so that the index gives no number away.
    """
    keys = pinyin_keys(name)
    heads = [key[1:] for key in keys if key[0] in "hi"]
    if nickname:
        keys |= pinyin_keys(nickname)
    for phone in phones:
        keys |= number_keys(phone)
    tails = {re.sub(r"\D", "", phone)[-4:] for phone in phones}
    plain = fold(id_number).lower()
    if len(plain) > 6:
        keys |= {"z" + plain[-4:], "z" + plain[-6:]}
        tails.add(plain[-4:])
    # 王 5566 is how the desk tells people of one name apart; looked up by two ranges it costs 200 seeks.
    keys |= {f"t{tail}{head}" for tail in tails if len(tail) == 4 for head in heads}
    return keys | door_keys(building, unit, door)


@lru_cache(maxsize=60_000)
def sort_key(name: str) -> str:
    """The name's place in an alphabetical list: by syllable and tone of each character, surnames read rightly."""
    plain = fold(name)
    if not has_han(plain):
        return plain.lower()
    surname = surname_of(plain)
    heads = [each[0] if each else "" for each in _surname_readings(surname)] if surname else []
    parts = []
    for place, character in enumerate(plain):
        toned = _toned(character) if is_han(character) else ""
        if place < len(heads) and heads[place] and not toned.startswith(heads[place]):
            toned = heads[place] + _tone_of(character, heads[place])
        parts.append(f"{toned}{character}" if toned else character.lower())
    return " ".join(parts).replace("ü", "uz")


def sound_of(name: str) -> str:
    """The name as it is usually read, without tones: 张燕 and 张艳 are both zhangyan."""
    plain = fold(name).lower()
    return "".join(each[0].replace("ü", "v") for each in syllables(plain) if each) if is_han(plain) else plain


def initials(phrase: str) -> str:
    """The first letters in capitals: 刺桐社区 is CTSQ; letters and digits stay, everything else is left out."""
    plain = fold(phrase)
    letters = [each[0][0] if each else sign for sign, each in zip(plain, syllables(plain), strict=True)]
    return "".join(letter for letter in letters if letter.isascii() and letter.isalnum()).upper()


@lru_cache(maxsize=2_000)
def _tone_of(character: str, syllable: str) -> str:
    """The tone digit of a character when it is read as `syllable`; "0" when the dictionary has no such reading."""
    for found in pinyin(character, toned=True, heteronym=True, v_to_u=True)[0]:
        if str(found).rstrip("12345") == syllable:
            return str(found)[len(syllable) :] or "5"
    return "0"
