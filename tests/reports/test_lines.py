"""Where a Chinese line may break."""

from hypothesis import given
from hypothesis import strategies as st

from neighborcenter.reports.paper import fonts
from neighborcenter.reports.paper.fonts import Face
from neighborcenter.reports.paper.repairs import NOT_FIRST, NOT_LAST, break_lines, pieces

NOTICE = (
    "各位居民：根据街道办事处安排，11 月 28 日（星期六）上午 9:00～11:30 在“党建+”邻里中心一楼多功能活动厅举办"
    "《民法典》宣传活动，内容包括：婚姻家庭、遗产继承、物业纠纷等；现场提供免费法律咨询、血压测量、理发等服务。"
    "咨询电话：0595-22281234，邮箱：wang.guilan@quanzhou.example.cn。参加人数约 1,284 人，占 63.4%！"
)


def wide(words: str) -> float:
    return fonts.width(words, Face.SERIF, 12)


def same_signs(lines: list[str], words: str) -> bool:
    return "".join("".join(lines).split()) == "".join(words.split())


def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one() -> None:
    for width in range(60, 460, 3):
        lines = break_lines(NOTICE, width, wide)
        assert same_signs(lines, NOTICE)
        for line in lines[1:]:
            assert line[0] not in NOT_FIRST or wide(line) > width - 24, (width, line)
        for line in lines[:-1]:
            assert line[-1] not in NOT_LAST, (width, line)


def test_no_line_is_wider_than_its_column() -> None:
    for width in range(60, 460, 7):
        assert all(wide(line) <= width + 0.02 for line in break_lines(NOTICE, width, wide))


def test_numbers_and_words_stay_whole() -> None:
    kept = pieces("电话 0595-22281234，共 1,284 人，占 63.4%，见 main.py。")
    assert "0595-22281234，" in kept
    assert "1,284" in kept
    assert "63.4%，" in kept


def test_line_ends_in_the_text_are_kept() -> None:
    assert break_lines("第一行\n\n第三行", 400, wide) == ["第一行", "", "第三行"]


@given(st.text(alphabet="邻里中心，。（）“”《》、 abc123.,-\n", max_size=120), st.integers(20, 300))
def test_breaking_never_loses_or_repeats_a_character(words: str, width: int) -> None:
    assert same_signs(break_lines(words, width, wide), words)
