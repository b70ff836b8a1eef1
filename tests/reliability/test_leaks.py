"""No full phone or ID number anywhere but through `reveal`: every role, every field, every surface.

Each column that holds a number of a person is planted with a marker of its own; then everything the program can
be asked is asked, as every role, and what it answers is searched for the markers. A new column with a number in
any table must be named here, or the first test fails.
"""

import inspect
import json
import logging
import re
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from neighborcenter.accounts import queries as accounts
from neighborcenter.accounts.permissions import ROLES, Permission
from neighborcenter.backend import Backend, metadata
from neighborcenter.booking import board, free
from neighborcenter.booking import privacy as booking_privacy
from neighborcenter.booking import queries as booking
from neighborcenter.booking import service as booking_service
from neighborcenter.cli import run
from neighborcenter.data import backup
from neighborcenter.data.importers.kinds import IMPORTERS
from neighborcenter.data.importing import import_file
from neighborcenter.desk import queries as desk
from neighborcenter.kit.actor import Actor
from neighborcenter.kit.log import start_logging
from neighborcenter.kit.paths import Paths
from neighborcenter.kit.problems import NotAllowed, NotFound, Refused, speak
from neighborcenter.kit.times import Month
from neighborcenter.kit.work import Read
from neighborcenter.people import figures as people_figures
from neighborcenter.people import (
    finding,
    group_queries,
    household_queries,
    privacy,
    queries,
)
from neighborcenter.people.drafts import ResidentDraft, ResidentFilter
from neighborcenter.reports import params, search
from neighborcenter.reports.behind import rows_behind
from neighborcenter.reports.figures import FIGURES
from neighborcenter.reports.params import Days
from neighborcenter.reports.press import press
from neighborcenter.reports.registry import REPORTS
from neighborcenter.reports.sheets.export import save_sheet
from neighborcenter.reports.sheets.lists import EXPORTS
from neighborcenter.reports.volunteer_choices import Phones
from tests.reliability.planted import MARKERS, Planted, leaks, plant
from tests.reliability.planted_rooms import room_questions
from tests.support.builders import ADMIN_PASSWORD, Builders

pytestmark = pytest.mark.long

NUMBERED = re.compile(r"phone|id_number|mobile|passport|bank|wechat")
# The numbers of offices, printed on doors and papers on purpose.
PUBLIC = {("center", "phone"), ("service_module", "lead_phone")}


def test_every_column_with_a_number_of_a_person_is_planted() -> None:
    found = {
        (table.name, column.name)
        for table in metadata.sorted_tables
        for column in table.columns
        if NUMBERED.search(column.name)
    }
    assert found - PUBLIC == set(MARKERS)


@pytest.fixture
def planted(backend: Backend, actor: Actor, make: Builders) -> Planted:
    """Records that carry the markers."""
    return plant(backend, actor, make)


def questions(read: Read, it: Planted) -> Iterator[tuple[str, Callable[[], Any]]]:
    """Everything that can be asked, by the name of the surface."""
    day = date(2026, 11, 23)
    residents = [it.person, it.child]
    yield "list", lambda: queries.resident_rows(read, residents)
    for order in queries.ORDERS:
        yield f"order {order}", lambda order=order: queries.resident_ids(read, ResidentFilter(), order=order)
    for ref in residents:
        yield "card", lambda ref=ref: queries.resident_card(read, ref)
        yield "form", lambda ref=ref: queries.resident_form(read, ref)
        yield "history", lambda ref=ref: accounts.history(read, "resident", ref)
    for typed in ("王", "wgl", "385017", "138", "1385017", "0421", "3505", "5-302", "夕阳", "139594", "0754"):
        kinds = (finding.RESIDENT, finding.GROUP)
        yield (
            f"find {typed}",
            lambda typed=typed, kinds=kinds: finding.find(read, typed, kinds=kinds, limit=20),
        )
    alike = ResidentDraft(name="王桂兰", birth_date=date(1950, 3, 7))
    yield "duplicates", lambda: finding.duplicates(read, alike)
    yield "groups", lambda: group_queries.group_rows(read, [it.group])
    yield "group card", lambda: group_queries.group_card(read, it.group)
    yield "group form", lambda: group_queries.group_form(read, it.group)
    yield "households", lambda: household_queries.household_rows(read, [it.household])
    yield "household card", lambda: household_queries.household_card(read, it.household)
    yield "people's figures", lambda: people_figures.figures(read)
    yield "bookings", lambda: booking.booking_rows(read, [it.occurrence])
    yield "booking card", lambda: booking.booking_card(read, it.booking)
    yield "to ring", lambda: booking.people_to_ring(read, [it.occurrence])
    yield "board", lambda: board.board(read, day, day + timedelta(days=7))
    yield (
        "ways out",
        lambda: free.ways_out(
            read, it.room, booking_service.TimeRange(datetime(2026, 11, 23, 14), datetime(2026, 11, 23, 15))
        ),
    )
    yield "day book", lambda: desk.visit_rows(read, [it.visit])
    yield "recent visits", lambda: desk.recent_visits(read, it.person)
    yield "audit", lambda: accounts.audit_rows(read, accounts.audit_ids(read))
    for key, *_rest in FIGURES:
        yield f"behind {key}", lambda key=key: rows_behind(read, key, Month(2026, 11))
    for one in REPORTS:
        for param in one.params:
            yield f"choices of {one.key}", lambda param=param: params.options(read, param)
    yield from room_questions(read, it.rooms, it.person)
    yield "reports", lambda: search.reports_found(read, "", 50)


@pytest.mark.parametrize("role", ROLES)
def test_no_question_answers_with_a_full_number(
    backend: Backend, make: Builders, planted: Planted, role: str
) -> None:
    found: dict[str, list[str]] = {}
    asked = 0
    with backend.read(make.actor_as(role)) as read:
        for surface, ask in questions(read, planted):
            try:
                answer = repr(ask())
            except Refused as refused:
                answer = " ".join(map(speak, refused.problems))
            asked += 1
            if some := leaks(answer):
                found[surface] = some
    assert not found
    assert asked > 40


VALUES = {
    "month": Month(2026, 11),
    "days": Days(date(2026, 11, 23), date(2026, 11, 23)),
    "week": date(2026, 11, 23),
    "day": date(2026, 11, 23),
    "tag": None,
    "phones": Phones.MASKED,
}


@pytest.mark.parametrize("role", ROLES)
def test_no_paper_and_no_file_holds_a_full_number(
    backend: Backend, make: Builders, planted: Planted, role: str, tmp_path: Path
) -> None:
    chosen = VALUES | {
        "room": planted.room, "service": planted.service, "occurrence": planted.occurrence, "visit": planted.visit,
        "activity": planted.rooms.activity, "session": planted.rooms.session,
        "enrollment": planted.rooms.enrollment, "appointment": planted.rooms.appointment,
        "matter": planted.rooms.matter, "loan": planted.rooms.loan, "volunteer": planted.rooms.volunteer,
    }  # fmt: skip
    found: dict[str, list[str]] = {}
    with backend.read(make.actor_as(role)) as read:
        for one in REPORTS:
            if not {p.key for p in one.params} <= set(chosen):
                continue
            for ending in ("pdf", "xlsx", "csv"):
                file = tmp_path / f"{one.key}.{ending}"
                try:
                    pressed = press(read, one.key, {p.key: chosen[p.key] for p in one.params})
                except NotAllowed:
                    continue
                pressed.save(file)
                if some := leaks(words_of(file) + repr(pressed.record) + pressed.name):
                    found[file.name] = some
        for key, export in EXPORTS.items():
            for ending in ("xlsx", "csv"):
                file = tmp_path / f"{key}.{ending}"
                try:
                    save_sheet(export.sheet(read), file)
                except NotAllowed:
                    continue
                if some := leaks(words_of(file)):
                    found[file.name] = some
    assert not found


def words_of(file: Path) -> str:
    """The words of a PDF, a workbook or a text."""
    if file.suffix == ".pdf":
        import pypdfium2

        with closing(pypdfium2.PdfDocument(file)) as paper:
            return "".join(page.get_textpage().get_text_bounded() for page in paper) + str(
                paper.get_metadata_dict()
            )
    if file.suffix in (".xlsx", ".zip"):
        with zipfile.ZipFile(file) as box:
            return "".join(box.read(name).decode("utf-8", "replace") for name in box.namelist())
    return file.read_text("utf-8-sig")


@pytest.mark.parametrize("role", [name for name in ROLES if Permission.PEOPLE_REVEAL not in ROLES[name][1]])
def test_sensitive_tags_are_hidden_in_lists_filters_sheets_and_histories(
    backend: Backend, make: Builders, planted: Planted, role: str
) -> None:
    reader = make.actor_as(role)
    if not reader.may(Permission.PEOPLE_VIEW):
        with backend.read(reader) as read, pytest.raises(NotAllowed):
            queries.resident_ids(read, ResidentFilter())
        return
    with backend.read(reader) as read:
        assert queries.resident_ids(read, ResidentFilter(tags=(planted.secret_tag,))) == []
        seen = [
            queries.resident_card(read, planted.person),
            queries.tags(read, all_of_them=True),
            accounts.history(read, "resident", planted.person),
        ]
    assert "低保户" not in repr(seen)


def test_the_audit_trail_and_the_log_hold_no_number_however_it_got_there(
    backend: Backend, actor: Actor, planted: Planted, paths: Paths
) -> None:
    phone, card = MARKERS["resident", "phone"], MARKERS["resident", "id_number"]
    with backend.work(actor) as work:
        assert privacy.reveal(work, planted.person, "phone", f"回电 {phone}") == phone
        privacy.reveal(work, planted.person, "id_number", f"核对 {card}")
        booking_privacy.reveal_phone(work, planted.booking, "改期")
    backend.sign_in(actor.center_id, phone, "Quanzhou-1")
    start_logging(paths.logs)
    logging.getLogger("neighborcenter.test").info(
        "typed %s and %s", phone, f"{card[:6]} {card[6:14]} {card[14:]}"
    )
    with backend.read(actor) as read:
        details = "\n".join(row.detail for row in accounts.audit_rows(read, accounts.audit_ids(read)))
        assert backend.chain.findings(read.connection, read.center_id) == []
    assert leaks(details) == []
    assert "回电" in details
    assert leaks((paths.logs / "neighborcenter.log").read_text("utf-8")) == []


def test_an_error_of_the_database_does_not_tell_what_it_carried(
    backend: Backend, actor: Actor, planted: Planted
) -> None:
    with pytest.raises(sa.exc.IntegrityError) as caught, backend.work(actor) as work:
        work.execute(
            sa.text("INSERT INTO resident (name, phone) VALUES ('甲', :phone)"), {"phone": "13850170421"}
        )
    assert leaks(str(caught.value)) == []


def test_a_manifest_names_tables_and_counts_only(
    backend: Backend, actor: Actor, planted: Planted, tmp_path: Path
) -> None:
    made = backup.back_up(backend, actor, tmp_path / "usb")
    with zipfile.ZipFile(made.path) as box:
        told = box.read("manifest.json").decode()
    assert leaks(told + made.path.name) == []
    assert "王桂兰" not in told


@pytest.mark.parametrize("role", ["front_desk", "administrator"])
def test_no_command_prints_a_full_number(
    backend: Backend, make: Builders, planted: Planted, paths: Paths, role: str, tmp_path: Path,
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    make.account("clerk", "吴敏", ADMIN_PASSWORD, (role,))
    twin = make
    twin.resident("王桂兰", phone="13850170777")
    backend.close()
    monkeypatch.setenv("NEIGHBORCENTER_USER", "clerk")
    monkeypatch.setenv("NEIGHBORCENTER_PASSWORD", ADMIN_PASSWORD)
    out = tmp_path / "out"
    for line in (
        ["find", "138"],
        ["find", "王"],
        ["find", "139594", "--kind", "groups"],
        ["find", MARKERS["resident", "id_number"][:10]],
        ["bookings", "--from", "2026-11-23", "--to", "2026-11-24"],
        ["visit", "--service", "居住证代办", "--person", "王桂兰"],
        ["visit", "--service", "居住证代办", "--person", "1385017"],
        ["book", "--room", "书画室", "--start", "2026-11-23T14:30", "--end", "2026-11-23T15:00", "--for", "王桂兰", "--title", "a"],
        ["export", "residents", f"{out}.csv"],
        ["report", "day-book", "--out", f"{out}.pdf"],
        ["verify"],
        ["backups"],
    ):  # fmt: skip
        for form in ([], ["--json"]):
            run.main(["--data", str(paths.data), *line, *form])
            said = capsys.readouterr()
            assert leaks(said.out + said.err) == [], line
            if form:
                json.loads(said.out)


def test_refused_rows_say_why_without_the_number(
    backend: Backend, actor: Actor, planted: Planted, tmp_path: Path
) -> None:
    taken, rounded = MARKERS["resident", "id_number"], "350582195003074000"
    file = tmp_path / "名册.csv"
    file.write_text(
        "姓名,身份证号,联系电话,出生日期\n"
        f"李四,{taken},,1950-03-08\n王五,{rounded},,\n赵六,,{MARKERS['resident', 'phone']}9,\n,{taken},,\n",
        encoding="utf-8",
    )
    outcome = import_file(backend, actor, IMPORTERS["residents"](), file, dry_run=True)
    assert outcome.refused
    assert leaks(" ".join(row.message for row in (*outcome.refused, *outcome.warned))) == []


def test_what_may_be_asked_is_asked_here() -> None:
    """A new question of the people's room belongs into `questions` above."""
    asked = inspect.getsource(questions)
    for module in (queries, group_queries, household_queries):
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if function.__module__ == module.__name__ and name.endswith(("_rows", "_card", "_form")):
                assert f".{name}(" in asked, name


def test_a_number_typed_by_a_script_for_nobody_known_is_not_kept_as_a_name(
    backend: Backend, planted: Planted, paths: Paths, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str], password: str,
) -> None:  # fmt: skip
    backend.close()
    monkeypatch.setenv("NEIGHBORCENTER_USER", "lin")
    monkeypatch.setenv("NEIGHBORCENTER_PASSWORD", password)
    line = [
        "book",
        "--room",
        "书画室",
        "--start",
        "2027-11-24T14:30",
        "--end",
        "2027-11-24T15:00",
        "--title",
        "a",
    ]
    assert run.main(["--data", str(paths.data), *line, "--for", "13900000009", "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["problems"][0]["code"] == "found.none"
    with closing(sqlite3.connect(paths.database)) as connection:
        assert connection.execute("SELECT count(*) FROM booking WHERE who LIKE '%139000%'").fetchone() == (0,)


def test_an_unknown_record_stays_unknown(backend: Backend, actor: Actor) -> None:
    with backend.work(actor) as work, pytest.raises(NotFound):
        booking_privacy.reveal_phone(work, 987654, "改期")
