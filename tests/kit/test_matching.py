"""Which characters of a name are colored for what was typed."""

import pytest

from neighborcenter.kit.matching import matched


@pytest.mark.parametrize(
    ("name", "typed", "hit"),
    [
        ("王桂兰", "wgl", (0, 1, 2)), ("王桂兰", "wg", (0, 1)), ("王桂兰", "桂兰", (1, 2)), ("王桂兰", "wanggui", (0, 1)),
        ("王桂兰", "wang gl", (0, 1, 2)), ("王桂兰", "wang'g", (0, 1)), ("量血压", "lxy", (0, 1, 2)), ("老协月会", "lxy", (0, 1, 2)),
        ("多功能厅", "gn", (1, 2)), ("张三", "zhs", (0, 1)), ("王桂兰", "xyz", ()), ("", "w", ()), ("王桂兰", "", ()), ("K 歌房", "kgf", ()),
    ],
)  # fmt: skip
def test_hit_characters(name: str, typed: str, hit: tuple[int, ...]) -> None:
    assert matched(name, typed) == hit
