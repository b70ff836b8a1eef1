"""From an empty folder to the printed month and back out of a damaged database, by commands alone."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pypdf
import pytest
from openpyxl import load_workbook

from neighborcenter.kit.paths import Paths
from tests.cli.conftest import Ran, Run
from tests.journeys import lists

pytestmark = pytest.mark.long

CENTER = "桂花里社区邻里中心"
PEOPLE = 2000
RADICALS = re.compile("[\u2e80-\u2fdf]")
"""Look-alikes of characters that a font with a wrong table prints in their place."""


class Office:
    """What an administrator does with commands, and what must come of it."""

    def __init__(self, run: Run, folder: Path) -> None:
        self.run, self.folder = run, folder
        self.paths = Paths(folder / "center")

    def do(self, *words: object, code: int = 0) -> Ran:
        done = self.run(*words, data=self.paths.data)
        assert done.code == code, done.out + done.err
        return done

    def found(self) -> None:
        assert not self.paths.data.exists()
        assert self.do("init", "--name", CENTER, "--admin", "lin").data["name"] == CENTER

    def bring_in_residents(self) -> None:
        """The trial says exactly what the real run then does."""
        path, bad = lists.messy_residents(self.folder / "居民.xlsx", PEOPLE)
        refused = self.do("import", "residents", path, code=1).data
        assert {each["row"]: each["code"] for each in refused["refused"]} == bad
        trial = self.do("import", "residents", path, "--dry-run", "--skip-bad").data
        real = self.do("import", "residents", path, "--skip-bad").data
        assert (trial.pop("batch"), trial.pop("dry_run")) == (None, True)
        assert real.pop("batch") > 0
        assert not real.pop("dry_run")
        assert trial == real
        assert (real["rows"], real["added"], len(real["refused"])) == (PEOPLE + len(bad), PEOPLE, len(bad))
        old = self.do("import", "residents", lists.old_residents(self.folder / "旧名册.csv")).data
        assert (old["rows"], old["added"], old["refused"]) == (10, 10, [])
        assert self.do("find", "张䶮", "--kind", "people").data["hits"][0]["label"].startswith("张䶮")
        assert self.do("find", lists.phone(7), "--kind", "people").data["hits"], "full-width digits"

    def book(self, day: str, hours: str, title: str, *more: object, code: int = 0) -> Ran:
        start, end = hours.split("-")
        return self.do(
            "book", "--room", "多功能厅", "--start", f"{day}T{start}", "--end", f"{day}T{end}",
            "--title", title, "--for", "夕阳红舞蹈队", "--people", 30, *more, code=code,
        )  # fmt: skip

    def book_the_hall(self) -> None:
        """Once, every week, and what is taken stays taken."""
        self.book("2026-11-23", "15:00-17:00", "重阳联欢")
        series = self.book("2026-11-24", "09:00-11:00", "舞蹈排练", "--repeat", "FREQ=WEEKLY;COUNT=4").data
        assert [one["start"] for one in series["occurrences"]] == [
            f"{day}T09:00" for day in ("2026-11-24", "2026-12-01", "2026-12-08", "2026-12-15")
        ]
        clash = self.book("2026-12-08", "10:00-12:00", "党员大会", code=1)
        assert clash.codes == ["booking.clash"]
        assert [one["title"] for one in clash.data["in_the_way"]] == ["舞蹈排练"]
        assert "舞蹈排练" in clash.err
        week = self.do("bookings", "--from", "2026-11-23", "--to", "2026-11-29").data["occurrences"]
        assert [row["title"] for row in week] == ["重阳联欢", "舞蹈排练"]

    def serve(self, times: int) -> None:
        """Known people by name or number, unnamed heads, a newcomer of the day."""
        for number in range(times):
            service = lists.SERVICES[number % 3][0]
            if number % 2:
                self.do("visit", "--service", service, "--heads", 1 + number % 3)
            else:
                self.do("visit", "--service", service, "--person", lists.phone(number))
        self.do("visit", "--service", lists.SERVICES[0][0], "--person", "张䶮")

    def print_month(self, visits: int) -> None:
        """Paper and workbook say the same; the paper can be searched and copied."""
        pdf, xlsx = self.folder / "小结.pdf", self.folder / "小结.xlsx"
        paper = self.do("report", "month-summary", "--month", "2026-11", "--out", pdf).data
        sheet = self.do("report", "month-summary", "--month", "2026-11", "--out", xlsx).data
        assert paper["figures"] == sheet["figures"]
        assert paper["figures"]["services"] == visits
        text = "".join("".join(page.extract_text().split()) for page in pypdf.PdfReader(pdf).pages)
        assert not RADICALS.findall(text)
        for words in (CENTER, "2026年11月", "多功能厅", *(row[0] for row in lists.SERVICES)):
            assert words in text
        cells = {
            str(cell)
            for page in load_workbook(xlsx).worksheets
            for row in page.iter_rows(values_only=True)
            for cell in row
        }
        assert {row[0] for row in lists.SERVICES} <= cells
        assert str(visits) in cells

    def survive(self) -> None:
        """A proved backup brings everything back after the database is ruined."""
        assert self.do("verify").data == {"ok": True, "findings": []}
        before = self.do("bookings", "--from", "2026-11-01", "--to", "2026-12-31").data
        made = self.do("backup").data["file"]
        whole = bytearray(self.paths.database.read_bytes())
        whole[:8192] = b"\x00" * 8192
        for rest in self.paths.data.glob("*.db-*"):
            rest.unlink()
        self.paths.database.write_bytes(whole)
        ruined = self.do("verify", code=3)
        assert ruined.data["error"]["code"] == "db.damaged"
        assert self.do("visit", "--service", "1", code=3).data["error"]["message"]
        kept = self.do("restore", made).data["kept"]
        assert Path(kept).exists()
        assert self.do("verify").data["ok"]
        assert self.do("bookings", "--from", "2026-11-01", "--to", "2026-12-31").data == before


@pytest.fixture
def office(command: Run, tmp_path: Path) -> Office:
    return Office(command, tmp_path)


def test_an_empty_folder_becomes_a_center_with_a_printed_month(office: Office) -> None:
    office.found()
    done = office.do("import", "services", lists.services(office.folder / "事项.csv")).data
    assert done["added"] == len(lists.SERVICES)
    office.bring_in_residents()
    assert office.do("import", "rooms", lists.rooms(office.folder / "场地.xlsx")).data["added"] == 3
    office.book_the_hall()
    office.serve(50)
    office.print_month(51)
    office.survive()


def test_the_folder_can_be_carried_to_another_pc(office: Office) -> None:
    office.found()
    office.do("import", "rooms", lists.rooms(office.folder / "场地.xlsx"))
    shutil.move(office.paths.data, office.folder / "elsewhere")
    office.paths = Paths(office.folder / "elsewhere")
    assert office.do("verify").data["ok"]
    assert office.book("2026-11-23", "15:00-17:00", "联欢").code == 0
