"""Which characters of a name a typed query hit, for coloring them in a list. Pure."""

from functools import lru_cache

from neighborcenter.kit.readings import pinyin


def matched(name: str, typed: str) -> tuple[int, ...]:
    """Positions in ``name`` of the characters hit by ``typed``: a run of them, their initials, or their pinyin.

    ``wgl`` and ``wangg`` both hit 王桂兰; an empty result means that something else than the name matched.
    """
    want = typed.replace(" ", "").replace("'", "").lower()
    if not want or not name:
        return ()
    place = name.lower().find(want)
    if place >= 0:
        return tuple(range(place, place + len(want)))
    if not want.isascii():
        return ()
    sounds = [_sounds(char) for char in name]
    for first in range(len(name)):
        count = _walk(sounds, first, want)
        if count > 0:
            return tuple(range(first, first + count))
    return ()


def _walk(sounds: list[frozenset[str]], place: int, want: str) -> int:
    """How many characters from ``place`` on spell ``want``: each wholly, or by the beginning of its sound."""
    if not want:
        return 0
    if place >= len(sounds):
        return -1
    for sound in sorted(sounds[place], key=len, reverse=True):
        for length in range(min(len(sound), len(want)), 0, -1):
            if sound[:length] != want[:length]:
                continue
            # In the middle of the query a character is spelled wholly or by its initial alone.
            if length not in (1, len(sound), len(want)) and sound[:length] not in ("zh", "ch", "sh"):
                continue
            rest = _walk(sounds, place + 1, want[length:])
            if rest >= 0:
                return rest + 1
    return -1


@lru_cache(maxsize=20_000)
def _sounds(char: str) -> frozenset[str]:
    if char.isascii():
        return frozenset({char.lower()})
    found = pinyin(char, heteronym=True, errors="ignore", v_to_u=False)
    return frozenset(sound for sounds in found for sound in sounds)
