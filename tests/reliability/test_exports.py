"""What leaves as a sheet computes nothing, opens nothing, and comes back as it was: every column of every list."""

import csv
import re
import zipfile
from datetime import datetime
from pathlib import Path

import pytest

from neighborcenter.activities import enroll_service, session_service
from neighborcenter.activities import service as activities
from neighborcenter.activities.drafts import ActivityDraft, EnrollDraft, PersonDraft, SessionsDraft
from neighborcenter.activities.kinds import SeatKind
from neighborcenter.activities.models import activity, enrollment
from neighborcenter.backend import Backend
from neighborcenter.booking.models import booking
from neighborcenter.catalog.models import service
from neighborcenter.center.models import room, site
from neighborcenter.data.importers.kinds import IMPORTERS
from neighborcenter.data.importing import import_file
from neighborcenter.data.sheets import read_sheet
from neighborcenter.desk.models import visit
from neighborcenter.kit.actor import Actor
from neighborcenter.kit.formula import guarded, unguarded
from neighborcenter.modules.models import service_module
from neighborcenter.people.models import people_group, resident
from neighborcenter.reports.paper.workbook import Sheet, SheetColumn, write_csv, write_xlsx
from neighborcenter.reports.sheets.export import save_sheet
from neighborcenter.reports.sheets.lists import EXPORTS
from neighborcenter.volunteers import volunteer_service
from neighborcenter.volunteers.drafts import VolunteerDraft
from neighborcenter.volunteers.models.people import volunteer
from tests.support.builders import Builders

POISON = (
    "=1+1", "=cmd|' /C calc'!A0", "+86 13800001111", "-5-302", "@SUM(A1)", "|calc", "%PATH%",
    "\t=1+1", "\r=1+1", "\n=1+1", "＝1+1", "＋1", "－1", "＠SUM(1)", "  =1+1", "　=1+1", "\ufeff=1+1",
    "https://example.com", "=HYPERLINK(\"https://example.com\",\"看\")", "'=1+1", "00123", "1e5",
    "350582195003074270", "13850170421", "0595-22345678",
)  # fmt: skip
TEXTS = (
    (resident, ("name", "community", "building", "door", "alert", "note")),
    (people_group, ("name", "note")),
    (booking, ("title", "who", "note")),
    (visit, ("visitor", "note", "passed_to")),
    (room, ("name", "floor", "note")),
    (site, ("name",)),
    (service, ("name", "department", "fee")),
    (service_module, ("name",)),
    (activity, ("title", "organiser", "place")),
    (enrollment, ("who",)),
    (volunteer, ("work_unit", "note")),
)
DANGEROUS = re.compile(r"\s*[=+\-@|%＝＋－＠｜％]|[\t\r\n]")


@pytest.mark.parametrize("words", POISON)
def test_a_guard_is_taken_off_again(words: str) -> None:
    assert not DANGEROUS.match(guarded(words))
    assert unguarded(guarded(words)) == words or words.startswith("'")


def test_texts_of_any_kind_come_back_whole_from_both_formats(tmp_path: Path) -> None:
    kept = [
        words for words in POISON if words.strip(" \t\r\n\u3000\ufeff") == words and not words.startswith("'")
    ]
    sheet = Sheet(
        "名册",
        (SheetColumn("姓名"), SheetColumn("备注")),
        [(f"甲{n}", words) for n, words in enumerate(kept)],
    )
    names = {"name": ("姓名",), "note": ("备注",)}
    for file in (tmp_path / "a.csv", tmp_path / "a.xlsx"):
        (write_csv(file, sheet) if file.suffix == ".csv" else write_xlsx(file, [sheet]))
        rows = read_sheet(file, names, ("name",)).rows
        assert [row.cells["note"] for row in rows] == kept


@pytest.fixture
def poisoned(backend: Backend, actor: Actor, make: Builders) -> None:
    """One of everything, every text of it a formula."""
    make.open_hours()
    hall = make.room("书画室")
    make.group()
    who = make.resident()
    make.booking(room=hall)
    make.visit()
    with backend.work(actor) as work:
        volunteer_service.register(work, VolunteerDraft(resident_id=who, work_unit="镇卫生院"))
        course = activities.create(work, ActivityDraft(title="书法班", places={SeatKind.SEAT: 8}))
        starts = datetime(2026, 12, 4, 9)
        session_service.add_sessions(work, SessionsDraft(course, starts, starts.replace(hour=11), hall))
        activities.publish(work, course)
        enroll_service.enroll(work, EnrollDraft(course, people=(PersonDraft(resident_id=who),)))


@pytest.mark.parametrize("poison", POISON)
def test_no_list_lets_a_formula_or_a_link_out(
    backend: Backend, actor: Actor, make: Builders, poisoned: None, poison: str, tmp_path: Path
) -> None:
    with backend.work(actor) as work:
        for table, columns in TEXTS:
            work.execute(table.update().values(dict.fromkeys(columns, poison)))
    with backend.read(actor) as read:
        for key, export in EXPORTS.items():
            book, text = tmp_path / f"{key}.xlsx", tmp_path / f"{key}.csv"
            rows = save_sheet(export.sheet(read), book)
            assert rows == save_sheet(export.sheet(read), text)
            assert rows > 0, key
            with zipfile.ZipFile(book) as box:
                inside = {name: box.read(name).decode() for name in box.namelist()}
            assert not [name for name, xml in inside.items() if re.search(r"<f[ >]|<hyperlink", xml)], key
            with text.open(encoding="utf-8-sig", newline="") as file:
                cells = [cell for line in csv.reader(file) for cell in line]
            assert not [cell for cell in cells if DANGEROUS.match(cell)], key


def test_refused_rows_written_back_are_text(backend: Backend, actor: Actor, tmp_path: Path) -> None:
    from neighborcenter.data.refused_sheet import write_refused

    source, target = tmp_path / "名册.csv", tmp_path / "退回.xlsx"
    with source.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("姓名", "性别", "备注"), *(("王桂兰", "?", words) for words in POISON)])
    importer = IMPORTERS["residents"]()
    outcome = import_file(backend, actor, importer, source, dry_run=True)
    assert write_refused(outcome, source, target, dict(importer.names)) == len(POISON)
    with zipfile.ZipFile(target) as box:
        assert not [n for n in box.namelist() if re.search(r"<f[ >]|<hyperlink", box.read(n).decode())]
