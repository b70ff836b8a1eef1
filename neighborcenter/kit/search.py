"""Search as you type: keys are written with the record, read back by ranges of one ordered table.

Rank: the whole word first, then initials from the head, the name or its pinyin from the head, numbers from the
head, and last anything inside (see `kit.pinyin` for the letters).  Statements are plain text with the driver's
own placeholders: building a select anew costs four times the search itself (measured 0.24 against 0.07 ms).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from neighborcenter.kit.fold import fold, has_han
from neighborcenter.kit.pinyin import sound_of
from neighborcenter.kit.search_key import search_key
from neighborcenter.kit.work import Read, Work

_LAST = "\U0010ffff"  # sorts after every character a key may hold
_MOST_TERMS = 4
# One name has up to three keys with the same beginning (pinyin, mixed, ü typed as v), so that this many rows
# are needed to be sure of `limit` different people.
_KEYS_PER_REF = 4
# The smaller of two terms is walked at most this far: 20,000 probes are 20 ms, the limit of a pleasant pause.
_MOST_WALKED = 20_000
_SAMPLE = 400
_CLASSES = "hiptnz"
_TAIL = re.compile(r"[0-9]{3}[0-9x]")
_MIXED = re.compile(r"(?:[^\W\d_])+")
_APART = re.compile(r"[0-9][0-9\-]*|[a-zü]+|[^a-z0-9ü\s]+")


@dataclass(frozen=True, slots=True)
class Hit:
    """One record found: what it is, its id, the key that matched, and how well (0 is best)."""

    kind: str
    ref_id: int
    key: str
    rank: int


@dataclass(frozen=True, slots=True)
class _Term:
    """One word that was typed, and the ranges of keys it may stand for: (letter, text)."""

    text: str
    ranges: tuple[tuple[str, str], ...]


def put_keys(work: Work, kind: str, ref_id: int, keys: Iterable[str]) -> None:
    """Make `keys` the search keys of one record, in this transaction. An empty set takes it out of the search."""
    wanted = set(keys)
    center = work.center_id
    stored = {row[0] for row in _run(work, _sql(work, "keys"), (center, kind, ref_id))}
    if gone := stored - wanted:
        _run_many(work, _sql(work, "drop"), [(center, kind, k, ref_id) for k in gone])
    if new := wanted - stored:
        _run_many(work, _sql(work, "add"), [(center, kind, k, ref_id) for k in sorted(new)])
    if gone or new:
        work.touched(search_key.name)


def put_new_keys(work: Work, kind: str, records: Iterable[tuple[int, Iterable[str]]]) -> int:
    """Add the keys of many records that have none yet (import). Returns the number of keys written.

    Sorted first, because a table without rowid takes sorted keys five times faster.
    """
    center = work.center_id
    rows = sorted((center, kind, k, ref_id) for ref_id, keys in records for k in set(keys))
    for start in range(0, len(rows), 20_000):
        _run_many(work, _sql(work, "add"), rows[start : start + 20_000])
    if rows:
        work.touched(search_key.name)
    return len(rows)


def lookup(read: Read, typed: str, kinds: Sequence[str], limit: int = 8) -> list[Hit]:
    """The records that fit what was typed, best first, at most `limit`; each once.

    Several words must all fit ("王 5566", "wang gl"); a word of mixed writing ("王5566") is tried whole and then
    taken apart.  Nothing typed finds nothing.
    """
    words = fold(typed).lower().replace("'", "").replace("’", "").split(" ")
    words = [word for word in words if word][:_MOST_TERMS]
    if not words or limit < 1:
        return []
    hits = _several(read, words, kinds, limit)
    if hits:
        return hits
    if len(words) == 1 and _MIXED.fullmatch(words[0]) and has_han(words[0]):
        return _all_of(read, _by_sound(words[0]), kinds, limit)
    parts = [part for word in words for part in _APART.findall(word)][:_MOST_TERMS]
    if parts != words:
        hits = _several(read, parts, kinds, limit)
    if not hits and len(words) > 1:
        # "wang gui lan" is one name typed with spaces.
        hits = _one(read, _term("".join(words)), kinds, limit)
    return hits


def _several(read: Read, words: Sequence[str], kinds: Sequence[str], limit: int) -> list[Hit]:
    terms = [_term(word) for word in words]
    if any(not term.ranges for term in terms):
        return []
    if len(terms) == 1:
        return _one(read, terms[0], kinds, limit)
    pair = _pair(words)
    hits = _one(read, pair, kinds, limit) if pair is not None else []
    return hits or _all_of(read, terms, kinds, limit)


def _by_sound(word: str) -> list[_Term]:
    """王gl is one name begun in characters and gone on in letters: its sound wanggl, and the characters."""
    parts = _APART.findall(word)
    sound = "".join(sound_of(part) if has_han(part) else part for part in parts)
    return [_term(sound), *(_term(part) for part in parts if has_han(part))]


def _pair(words: Sequence[str]) -> _Term | None:
    """A name and the four last places of a number ("王 5566"): one range, because they are one key."""
    tails = [word for word in words if _TAIL.fullmatch(word)]
    names = [word for word in words if word.isalpha() and not _TAIL.fullmatch(word)]
    if len(words) != 2 or len(tails) != 1 or len(names) != 1:
        return None
    text = tails[0] + names[0]
    return _Term(text, (("t", text),))


def _term(word: str) -> _Term:
    """The ranges a typed word may stand for: Chinese characters, letters, or a number."""
    if has_han(word):
        return _Term(word, (("h", word), ("z", word)))
    plain = word.replace("ü", "v")
    if plain.isalpha():
        return _Term(plain, (("i", plain), ("p", plain), ("n", plain), ("z", plain)))
    joined = plain.replace("-", "")
    ranges = [("n", plain), ("z", plain), ("h", plain)]
    if joined != plain and joined:
        ranges.append(("n", joined))
    return _Term(plain, tuple(ranges))


def _one(read: Read, term: _Term, kinds: Sequence[str], limit: int) -> list[Hit]:
    """One statement for all ranges and kinds: each is a short walk along the primary key."""
    if not term.ranges or not kinds:
        return []
    values: list[object] = []
    for kind in kinds:
        for letter, text in term.ranges:
            values += (read.center_id, kind, letter + text, letter + text + _LAST, limit * _KEYS_PER_REF)
    rows = _run(read, _union(read.dialect, len(kinds) * len(term.ranges)), tuple(values))
    return _ranked(rows, term, limit)


def _all_of(read: Read, terms: list[_Term], kinds: Sequence[str], limit: int) -> list[Hit]:
    """Walk the rarest term's keys and ask for each record whether it has keys for the others."""
    hits: list[Hit] = []
    for kind in kinds:
        rarest = _rarest(read, kind, terms)
        if rarest is None:
            continue
        others = [term for term in terms if term is not rarest]
        hits += _walk(read, kind, rarest, others, limit)
    return sorted(hits, key=lambda hit: hit.rank)[:limit]


def _walk(read: Read, kind: str, rarest: _Term, others: list[_Term], limit: int) -> list[Hit]:
    """The records that have a key in one range of every term."""
    probes: list[object] = []
    for other in others:
        for letter, text in other.ranges:
            probes += (letter + text, letter + text + _LAST)
    values: list[object] = []
    for letter, text in rarest.ranges:
        values += (read.center_id, kind, letter + text, letter + text + _LAST, _MOST_WALKED, *probes)
        values.append(limit * _KEYS_PER_REF)
    shape = tuple(len(other.ranges) for other in others)
    return _ranked(_run(read, _joined(read.dialect, len(rarest.ranges), shape), tuple(values)), rarest, limit)


def _rarest(read: Read, kind: str, terms: list[_Term]) -> _Term | None:
    """The term that fits the fewest records: of four digits or more without asking, else by counting.

    None when one of the terms fits nothing at all.
    """
    digits = [term for term in terms if len(term.text) >= 4 and term.text.isdecimal()]
    if digits:
        return max(digits, key=lambda term: len(term.text))
    sizes = [_size(read, kind, term) for term in terms]
    return None if min(sizes) == 0 else terms[sizes.index(min(sizes))]


def _size(read: Read, kind: str, term: _Term) -> int:
    """How many keys a term reaches, counted no further than needed to choose the smaller."""
    values: list[object] = []
    for letter, text in term.ranges:
        values += (read.center_id, kind, letter + text, letter + text + _LAST, _SAMPLE)
    total = int(_run(read, _counted(read.dialect, len(term.ranges)), tuple(values))[0][0])
    # Both beyond the sample: the longer text is the rarer one.
    return max(1, total * 100 - len(term.text)) if total else 0


def _ranked(rows: Iterable[Any], term: _Term, limit: int) -> list[Hit]:
    """The rows as hits, each record once with its best key."""
    best: dict[tuple[str, int], Hit] = {}
    whole = {letter + text for letter, text in term.ranges}
    for k, kind, ref in rows:
        key, name, ref_id = str(k), str(kind), int(ref)
        rank = 0 if key in whole and key[0] != "z" else 1 + _CLASSES.index(key[0])
        known = best.get((name, ref_id))
        if known is None or rank < known.rank:
            best[name, ref_id] = Hit(name, ref_id, key[1:], rank)
    return sorted(best.values(), key=lambda hit: (hit.rank, len(hit.key), hit.key))[:limit]


_TEXTS = {
    "keys": "SELECT k FROM search_key WHERE center_id = ? AND kind = ? AND ref_id = ?",
    "drop": "DELETE FROM search_key WHERE center_id = ? AND kind = ? AND k = ? AND ref_id = ?",
    "add": "INSERT INTO search_key (center_id, kind, k, ref_id) VALUES (?, ?, ?, ?)",
}
_RANGE = (
    "SELECT * FROM (SELECT k, kind, ref_id FROM search_key "
    "WHERE center_id = ? AND kind = ? AND k >= ? AND k < ? ORDER BY k LIMIT ?) AS r{number}"
)


@lru_cache(maxsize=64)
def _placed(dialect: str, text: str) -> str:
    """The statement with the driver's placeholder: ? for sqlite3, %s for psycopg."""
    return text if dialect == "sqlite" else text.replace("?", "%s")


def _sql(read: Read, name: str) -> str:
    return _placed(read.dialect, _TEXTS[name])


@lru_cache(maxsize=64)
def _union(dialect: str, count: int) -> str:
    return _placed(dialect, " UNION ALL ".join(_RANGE.format(number=n) for n in range(count)))


@lru_cache(maxsize=64)
def _counted(dialect: str, count: int) -> str:
    """How many keys lie in some ranges, each counted no further than a limit."""
    one = (
        "SELECT * FROM (SELECT 1 FROM search_key "
        "WHERE center_id = ? AND kind = ? AND k >= ? AND k < ? LIMIT ?) AS r{number}"
    )
    return _placed(
        dialect,
        f"SELECT count(*) FROM ({' UNION ALL '.join(one.format(number=n) for n in range(count))}) AS s",
    )


@lru_cache(maxsize=64)
def _joined(dialect: str, ranges: int, shape: tuple[int, ...]) -> str:
    """Keys of the rarest term whose record also has a key in one range of each other term."""
    # One EXISTS for each range: a seek each, where OR inside one would walk all fifteen keys of the record.
    one = (
        "EXISTS (SELECT 1 FROM search_key b WHERE b.center_id = a.center_id AND b.kind = a.kind "
        "AND b.ref_id = a.ref_id AND b.k >= ? AND b.k < ?)"
    )
    also = "".join(f" AND ({' OR '.join([one] * count)})" for count in shape)
    walked = (
        "SELECT center_id, k, kind, ref_id FROM search_key "
        "WHERE center_id = ? AND kind = ? AND k >= ? AND k < ? ORDER BY k LIMIT ?"
    )
    walks = (
        f"SELECT * FROM (SELECT a.k, a.kind, a.ref_id FROM ({walked}) AS a WHERE 1 = 1{also} LIMIT ?) AS w{n}"
        for n in range(ranges)
    )
    return _placed(dialect, " UNION ALL ".join(walks))


def _run(read: Read, text: str, values: tuple[object, ...]) -> Sequence[Any]:
    return read.connection.exec_driver_sql(text, values).fetchall()


def _run_many(work: Work, text: str, rows: Sequence[tuple[Any, ...]]) -> None:
    work.connection.exec_driver_sql(text, list(rows))
