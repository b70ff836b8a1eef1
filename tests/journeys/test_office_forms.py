"""The ledgers and the forms of other offices in the example center, counted again by plain loops over its tables."""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from openpyxl import load_workbook

from neighborcenter.backend import Backend
from neighborcenter.kit.actor import system_actor
from neighborcenter.kit.i18n import set_language
from neighborcenter.people import service as people
from neighborcenter.reports.fill import service
from neighborcenter.reports.fill.drafts import FillDraft
from neighborcenter.reports.fill.filling import Filled
from neighborcenter.reports.fill.queries import layout_of, templates
from neighborcenter.reports.ledgers.ledger import Ask
from neighborcenter.reports.ledgers.reading import Find, Reading
from neighborcenter.reports.ledgers.registry import LEDGERS
from tests.conftest import MONDAY

FIRST, LAST = date(2026, 10, 24), date(2026, 11, 22)
Row = dict[str, Any]


@pytest.fixture(autouse=True)
def _chinese() -> Iterator[None]:
    set_language("zh_CN")
    yield
    set_language("en")


@pytest.fixture
def cared_for(office: Backend) -> Backend:
    """The example center in which every seventh resident is on minimum income: of sixty people chance gives none."""
    with office.work(system_actor(1)) as work:
        tables = Tables(work)
        tag = next(one["id"] for one in tables.care_tag if one["name"] == "低保")
        for one in tables.living[::7]:
            people.tag(work, one["id"], tag)
    return office


class Tables:
    """Every table as plain rows: text, numbers, nothing of the program's."""

    def __init__(self, read: Any) -> None:
        self._read = read

    def __getattr__(self, name: str) -> list[Row]:
        rows = self._read.connection.exec_driver_sql(f"SELECT * FROM {name}").mappings()
        found = [dict(row) for row in rows]
        setattr(self, name, found)
        return found

    def by_id(self, name: str) -> dict[int, Row]:
        return {row["id"]: row for row in getattr(self, name)}

    def tagged(self, *words: str) -> set[int]:
        """Residents with a tag that holds one of the words."""
        tags = {one["id"] for one in self.care_tag if any(word in one["name"] for word in words)}
        return {one["resident_id"] for one in self.resident_tag if one["tag_id"] in tags}

    @property
    def living(self) -> list[Row]:
        return [one for one in self.resident if one["status"] == "active"]


def inside(text: str) -> bool:
    """Whether a local day or moment lies in the days asked for."""
    return str(FIRST) <= text[:10] <= str(LAST)


def local_day(text: str) -> str:
    """The day at the center, eight hours ahead, of a moment kept in UTC."""
    return str((datetime.fromisoformat(text) + timedelta(hours=8)).date())


def by_hand(t: Tables) -> dict[str, list[Any]]:
    """By ledger: one thing of every row that must stand there."""
    residents = t.by_id("resident")
    found: dict[str, list[Any]] = {"residents": [one["name"] for one in t.living]}
    for key, words in (
        ("living_alone", ("独居",)), ("low_income", ("低保", "特困")), ("disabled", ("残疾",)),
        ("veterans", ("退役", "军人")), ("watched", ("重点", "精神", "矫正", "刑满", "戒毒")),
    ):  # fmt: skip
        refs = t.tagged(*words)
        found[key] = [one["name"] for one in t.living if one["id"] in refs]
    open_party = {one["id"] for one in t.care_tag if "党员" in one["name"] and not one["sensitive"]}
    party = {one["resident_id"] for one in t.resident_tag if one["tag_id"] in open_party}
    party |= {one["resident_id"] for one in t.volunteer if one["party_member"]}
    found["party_members"] = [one["name"] for one in t.living if one["id"] in party]
    found["emergency"] = [one["name"] for one in t.living if one["guardian_id"] or one["guardian_name"]]
    found["grids"] = list(Counter(one["community"] for one in t.living).items())
    heads = Counter(one["household_id"] for one in t.living if one["household_id"])
    homes = t.by_id("household")
    found["houses"] = [(homes[ref]["building"], homes[ref]["door"], many) for ref, many in heads.items()]
    services = t.by_id("service")
    found["visits"] = [
        (residents[one["resident_id"]]["name"] if one["resident_id"] else one["visitor"], services[one["service_id"]]["name"])
        for one in t.visit if one["status"] == "kept" and inside(one["day"])
    ]  # fmt: skip
    return {**found, **_happened(t)}


def _happened(t: Tables) -> dict[str, list[Any]]:
    """The ledgers of uses, activities, volunteers and of what the center offers."""
    now = f"{MONDAY.astimezone() if MONDAY.tzinfo else MONDAY:%Y-%m-%d %H:%M}"
    activities, sessions = t.by_id("activity"), t.by_id("activity_session")
    found: dict[str, list[Any]] = {}
    bookings = t.by_id("booking")
    found["room_use"] = [
        bookings[one["booking_id"]]["title"]
        for one in t.occurrence
        if one["status"] == "booked" and one["turnout"] != "no_show" and inside(one["starts"]) and one["starts"] < now
    ]  # fmt: skip
    came: Counter[int] = Counter()
    for one in t.attendance:
        came[one["session_id"]] += one["heads"] * (one["presence"] == "present")
    found["activities"] = [
        (activities[one["activity_id"]]["title"], one["heads"] + came[one["id"]])
        for one in t.activity_session
        if inside(one["starts"]) and one["ends"][:16] <= now and one["status"] in ("planned", "held")
        and activities[one["activity_id"]]["status"] not in ("draft", "cancelled")
    ]  # fmt: skip
    live = {
        one["id"]: one
        for one in t.enrollment
        if one["status"] in ("enrolled", "waiting", "offered", "requested")
    }
    found["sign_ups"] = [
        one["name"] for one in t.enrollee
        if one["enrollment_id"] in live and inside(local_day(live[one["enrollment_id"]]["created_at"]))
    ]  # fmt: skip
    found["attendance"] = [
        one["name"] for one in t.attendance if one["presence"] == "present" and inside(sessions[one["session_id"]]["starts"])
    ]  # fmt: skip
    found["volunteers"] = [one["number"] for one in t.volunteer if one["status"] != "left"]
    found["service_hours"] = [
        round(one["minutes"] / 60, 1) for one in t.service_hours
        if inside(one["day"]) and one["status"] not in ("corrected", "voided")
    ]  # fmt: skip
    things = {one["id"]: one["name"] for one in t.resource if one["kind"] == "equipment"}
    found["repairs"] = [
        things[one["resource_id"]] for one in t.resource_absence
        if one["resource_id"] in things and one["starts"][:10] <= str(LAST) and one["ends"] > str(FIRST)
    ]  # fmt: skip
    found["services"] = [one["name"] for one in t.service if one["status"] == "published"]
    found["groups"] = [one["name"] for one in t.people_group if one["active"]]
    found["rooms"] = [one["name"] for one in t.room if one["status"] == "open"]
    return found


SHOWS: dict[str, tuple[str, ...]] = {
    "grids": ("grid", "all"), "houses": ("building", "room", "heads"), "visits": ("name", "matter"),
    "room_use": ("title",), "activities": ("title", "heads"), "volunteers": ("number",), "service_hours": ("hours",),
}  # fmt: skip


def test_every_ledger_holds_what_a_count_by_hand_finds(cared_for: Backend) -> None:
    ask = Ask(FIRST, LAST + timedelta(days=1), whole=True)
    with cared_for.read(system_actor(1)) as read:
        wanted = by_hand(Tables(read))
        assert set(wanted) == {one.key for one in LEDGERS}
        for one in LEDGERS:
            places = [one.at(key) for key in SHOWS.get(one.key, ("name",))]
            shown = [tuple(line.cells[at] for at in places) for line in one.rows(read, ask)]
            expected = [each if isinstance(each, tuple) else (each,) for each in wanted[one.key]]
            assert Counter(shown) == Counter(expected), one.key
    empty = {key for key, rows in wanted.items() if not rows}
    assert empty <= {"watched", "repairs"}, "the example has something in every other ledger"


def test_a_ledger_read_in_parts_is_the_ledger_read_whole(cared_for: Backend) -> None:
    ask = Ask(FIRST, LAST + timedelta(days=1))
    with cared_for.read(system_actor(1)) as read:
        for one in LEDGERS:
            rows = one.rows
            if not isinstance(rows, Reading):
                continue
            whole = [line.key for line in rows(read, ask)]
            for descending in (False, True):
                found: list[int] = []
                while part := rows.keys(
                    read, ask, Find(descending=descending), found[-1] if found else None, 61
                ):
                    found += part
                assert found == (whole[::-1] if descending else whole), one.key
            assert rows.count(read, ask) == len(whole), one.key
            assert [line.key for line in rows.these(read, ask, whole[-3:])] == whole[-3:], one.key
            for column in rows.sorts:
                assert sorted(rows.keys(read, ask, Find(sort=column))) == sorted(whole), (one.key, column)


def test_what_is_typed_finds_the_rows_that_say_it(cared_for: Backend) -> None:
    ask = Ask(FIRST, LAST + timedelta(days=1))
    with cared_for.read(system_actor(1)) as read:
        for key, column in (
            ("visits", "matter"),
            ("visits", "name"),
            ("attendance", "name"),
            ("room_use", "title"),
        ):
            one = next(ledger for ledger in LEDGERS if ledger.key == key)
            assert isinstance(one.rows, Reading)
            at = one.at(column)
            lines = list(one.rows(read, ask))
            typed = next(str(line.cells[at]) for line in lines[len(lines) // 2 :] if line.cells[at])
            wanted = {line.key for line in lines if typed in str(line.cells[at])}
            found: list[int] = []
            while part := one.rows.keys(read, ask, Find(typed), found[-1] if found else None, 23):
                found += part
            assert wanted <= set(found), (key, typed)
            assert found == [line.key for line in lines if line.key in set(found)], (
                "in the order of the ledger"
            )


def test_the_three_forms_come_out_filled_with_what_a_count_by_hand_finds(cared_for: Backend) -> None:
    with cared_for.work(system_actor(1)) as work:
        tables = Tables(work)
        kept = {one.name: one.id for one in templates(work)}
        done = {
            name: service.fill_template(work, FillDraft(ref, FIRST, LAST), name) for name, ref in kept.items()
        }
        center, hand = tables.center[0]["name"], by_hand(tables)
    poor = tables.tagged("低保", "特困")
    _check_list(done["困难群众花名册"], [one for one in tables.living if one["id"] in poor], tables, center)
    grid = layout_of(done["活动开展情况统计表"].copies[0].data).grids[0]
    heads = sum(many for _title, many in hand["activities"])
    assert (grid.text(0, 1), grid.text(1, 1), grid.text(1, 3)) == (
        center,
        str(len(hand["activities"])),
        str(heads),
    )
    assert float(grid.text(1, 5) or 0) == round(sum(hand["service_hours"]), 1)
    listed = [(row[2], int(row[5])) for row in grid.rows[3:-1] if row[0]]
    assert Counter(listed) == Counter(hand["activities"])
    part = zipfile.ZipFile(io.BytesIO(done["工作情况说明"].copies[0].data)).read("word/document.xml").decode()
    words = re.sub(r"<[^>]+>", "", part)
    visits = [one for one in tables.visit if one["status"] == "kept" and inside(one["day"])]
    people = {one["resident_id"] for one in visits if one["resident_id"]}
    assert f"关于{center}工作情况的说明" in words
    assert (
        f"接待群众{sum(one['heads'] for one in visits)}人次，服务居民{len(people)}人，办理{len(visits)}件。"
        in words
    )


def _check_list(done: Filled, poor: list[Row], tables: Tables, center: str) -> None:
    """The list with merged heads: everybody once, in the order of their names, numbers masked, nothing else."""
    page = load_workbook(io.BytesIO(done.copies[0].data))["花名册"]
    rows = [row for row in page.iter_rows(min_row=5, values_only=True) if isinstance(row[0], int)]
    assert page["B2"].value == center
    assert [row[0] for row in rows] == list(range(1, len(poor) + 1))
    homes = Counter(one["household_id"] for one in tables.living if one["household_id"])
    expected = [
        (one["name"], f"{one['phone'][:3]}****{one['phone'][7:]}" if one["phone"] else None, homes.get(one["household_id"]))
        for one in sorted(poor, key=lambda one: (one["name_sort"], one["id"]))
    ]  # fmt: skip
    assert [(row[1], row[4] or None, row[6]) for row in rows] == expected
