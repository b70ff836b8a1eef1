"""What happens to a hall in a year, by commands: divided, booked in series, closed, asked for, paid, counted."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pypdf
import pytest
from openpyxl import load_workbook

from neighborcenter.backend import Backend
from neighborcenter.center import queries as center_queries
from neighborcenter.center import service as center
from neighborcenter.center.drafts import RoomDraft
from neighborcenter.kit.actor import system_actor
from neighborcenter.kit.paths import Paths
from tests.cli.conftest import Ran, Run
from tests.journeys import lists

CENTER = "桂花里社区邻里中心"
CHOIR = "夕阳红合唱队"
COMPANY = "金凤凰婚庆公司"
THIS_WEEK = date(2026, 11, 25)


class Hall:
    """A hall in two halves, and the Wednesdays around this week."""

    def __init__(self, run: Run, folder: Path) -> None:
        self.run, self.folder = run, folder
        self.paths = Paths(folder / "center")

    @staticmethod
    def wednesday(number: int) -> date:
        """0 to 2 are over; 3 is that of this week, the rest are to come."""
        return THIS_WEEK + timedelta(weeks=number - 3)

    def do(self, *words: object, code: int = 0) -> Ran:
        done = self.run(*words, data=self.paths.data)
        assert done.code == code, done.out + done.err
        return done

    def book(
        self, room: str, day: date, hours: str, title: str, who: str, *more: object, code: int = 0
    ) -> Ran:
        start, end = hours.split("-")
        return self.do(
            "book", "--room", room, "--start", f"{day}T{start}", "--end", f"{day}T{end}", "--title", title,
            "--for", who, "--outside-hours", *more, code=code,
        )  # fmt: skip

    def report(self, name: str, *words: object) -> tuple[dict[str, float], str]:
        """A paper's figures and its words, without any white space."""
        path = self.folder / f"{name}.pdf"
        found = self.do("report", name, *words, "--out", path).data
        text = "".join("".join(page.extract_text().split()) for page in pypdf.PdfReader(path).pages)
        assert len(pypdf.PdfReader(path).pages) == found["pages"]
        return found["figures"], text

    # -- the year ------------------------------------------------------------------------------------------

    def found(self) -> None:
        """An empty folder becomes a center with a divided hall, things to lend and rules."""
        self.do("init", "--name", CENTER, "--admin", "lin")
        self.do("import", "rooms", lists.rooms(self.folder / "场地.xlsx"))
        backend = Backend.open(self.paths)
        try:
            with backend.work(system_actor(backend.centers()[0][0])) as work:
                hall = next(one for one in center_queries.rooms(work) if one.name == "多功能厅")
                center.divide_room(
                    work, hall.id, (RoomDraft("东厅", hall.site_id, 60), RoomDraft("西厅", hall.site_id, 60))
                )
        finally:
            backend.close()
        self.do("resource", "add", "音响", "--quantity", 2, "--room", "多功能厅")
        outsiders = ("--scope", "kinds=hire", "--scope", "parties=outsider")
        self.do("rule", "add", "fee", "--set", "fen=5000", "--set", "basis=hour", *outsiders)
        self.do("rule", "add", "length", "--set", "least=30", "--set", "most=240", "--scope", "kinds=hire")

    def sing_every_week(self) -> int:
        """A series leaves out the day that is taken, and takes it when it is free again."""
        meeting = self.book("多功能厅", self.wednesday(5), "08:30-11:30", "社区大会", "center").data
        weekly = self.book(
            "东厅", self.wednesday(0), "09:00-11:00", "合唱排练", CHOIR, "--repeat", "FREQ=WEEKLY;COUNT=7",
            "--phone", "13805950427", "--kind", "activity", "--skip-clashes",
        ).data  # fmt: skip
        assert len(weekly["occurrences"]) == 6
        assert [one["start"][:10] for one in weekly["skipped"]] == [str(self.wednesday(5))]
        booking: int = weekly["booking"]
        self.do("cancel", "--booking", meeting["booking"], "--reason", "改到线上")
        waiting = self.do("series", "waiting", "--booking", booking).data["waiting"]
        assert [(one["start"][:10], one["free"]) for one in waiting] == [(str(self.wednesday(5)), True)]
        self.do("series", "readd", "--occurrence", waiting[0]["id"])
        assert self.states(booking) == ["booked"] * 7
        return booking

    def states(self, booking: int) -> list[str]:
        days = self.do("series", "show", "--booking", booking).data["occurrences"]
        return [day["status"] for day in sorted(days, key=lambda day: day["start"])]

    def mend_the_floor(self, booking: int) -> None:
        """A closure holds the day back and says whom to tell; lifted, the day is there again."""
        day = self.wednesday(6)
        closed = self.do("close", "--from", day, "--room", "多功能厅", "--reason", "地板检修").data
        assert len(closed["suspended"]) == 1
        assert self.states(booking)[6] == "suspended"
        figures, text = self.report("closure-list", "--param", f"closure={closed['closure']}")
        assert (figures["days"], figures["calls"]) == (1, 1)
        assert CHOIR in text
        assert "138****0427" in text
        assert "13805950427" not in text
        back = self.do("reopen", closed["closure"]).data
        assert (len(back["back"]), back["left"]) == (1, [])
        assert self.states(booking) == ["booked"] * 7

    def ask_and_be_granted(self) -> tuple[int, int]:
        """A company asks for the whole hall with both sound systems, and is told yes."""
        day = self.wednesday(4)
        asked = self.book(
            "多功能厅", day, "14:00-17:00", "婚庆布展", COMPANY, "--people", 60, "--phone", "18960250033",
            "--resource", "音响:2", "--ask",
        ).data  # fmt: skip
        clash = self.book("西厅", day, "15:00-16:00", "太极", "太极队", code=1)
        assert clash.codes == ["booking.clash"], "a request holds its room"
        self.book("书画室", day, "15:00-16:00", "书法", "书法社", "--resource", "音响", code=1)
        self.do("request", "grant", asked["booking"], "--words", "请提前半小时到场")
        return asked["booking"], asked["occurrences"][0]["id"]

    def write_and_pay(self, booking: int, occurrence: int) -> None:
        """Letter, agreement, notice and receipt say the same sum."""
        day = ("--param", f"occurrence={occurrence}")
        _figures, letter = self.report("answer-letter", *day)
        assert "请提前半小时到场" in letter
        assert COMPANY in letter
        agreement, text = self.report("hire-agreement", *day)
        assert agreement["fen"] == 15_000
        assert "音响×2" in text
        notice, text = self.report("invoice", *day)
        assert (notice["open_fen"], notice["paid_fen"]) == (15_000, 0)
        assert "壹佰伍拾元整" in text
        paid = self.do("charge", "pay", booking, "--method", "transfer").data
        assert paid["fen"] == 15_000
        receipt, text = self.report("receipt", "--param", "receipt=1")
        assert receipt["fen"] == 15_000
        assert "壹佰伍拾元整" in text
        assert "2026-0001" in text
        assert self.report("invoice", *day)[0]["open_fen"] == 0

    def set_a_rule_aside(self) -> None:
        """Longer than the rule allows: refused, then agreed to with a reason that stands in the list."""
        long = ("书画室", self.wednesday(4), "08:00-13:00", "换届计票", "业委会")
        assert self.book(*long, code=1).codes == ["booking.rule_length"]
        self.book(*long, "--override", "计票不能中断")
        figures, text = self.report("override-list", "--from", "2026-11-23", "--to", self.wednesday(6))
        assert figures["overrides"] == 1
        assert "计票不能中断" in text

    def count_the_use(self) -> None:
        """Three Wednesdays of one half, and two hours of the whole: ten hours, on paper and in the sheet."""
        self.book("多功能厅", self.wednesday(1), "14:00-16:00", "重阳联欢", "center", "--kind", "party")
        span = ("--from", self.wednesday(0), "--to", "2026-11-22")
        figures, text = self.report("usage", *span)
        assert (figures["held"], figures["used_hours"]) == (4, 10.0)
        for words in ("东厅", "西厅", "合唱排练", "重阳联欢"):
            assert words in text
        path = self.folder / "使用.xlsx"
        assert self.do("report", "usage", *span, "--out", path).data["figures"] == figures
        rooms = list(load_workbook(path).worksheets[0].iter_rows(values_only=True))
        used = {row[0]: row[3] for row in rooms if row[0] in ("东厅", "西厅")}
        assert used == {"东厅": pytest.approx(8.0), "西厅": pytest.approx(2.0)}

    def print_the_day(self) -> None:
        """Doors, keys and work of the day that was granted, in one go."""
        figures, text = self.report("todays-papers", "--param", f"day={self.wednesday(4)}")
        assert figures["times"] == 3
        assert text.count("婚庆布展") >= 4
        assert "音响×2" in text
        assert "18960250033" not in text


@pytest.fixture
def hall(command: Run, tmp_path: Path) -> Hall:
    return Hall(command, tmp_path)


def test_a_hall_lives_through_its_year(hall: Hall) -> None:
    hall.found()
    series = hall.sing_every_week()
    hall.mend_the_floor(series)
    booking, occurrence = hall.ask_and_be_granted()
    hall.write_and_pay(booking, occurrence)
    hall.set_a_rule_aside()
    hall.count_the_use()
    hall.print_the_day()
    assert hall.do("verify").data == {"ok": True, "findings": []}
