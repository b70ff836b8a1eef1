"""Papers of bookings: what stands on doors, key lists, work sheets and sign-in sheets of a busy day."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import pytest

from neighborcenter.backend import Backend
from neighborcenter.booking import appointment_service, plan_service, resource_service, service
from neighborcenter.booking.drafts import BookingDraft
from neighborcenter.booking.kinds import ResourceKind
from neighborcenter.booking.resource_drafts import AppointmentDraft, PlanDraft, ResourceDraft
from neighborcenter.center.drafts import Span
from neighborcenter.kit.problems import NotAllowed, NotFound
from neighborcenter.kit.work import Read, Work
from neighborcenter.reports.paper.outline import outline
from neighborcenter.reports.papers.sign_in import FIRST_PAGE, OTHER_PAGES, SignIn
from neighborcenter.reports.press import Pressed, press
from tests.support.builders import Builders

WEDNESDAY = date(2026, 11, 25)
LONG = "福建省晋江市青阳街道双沟社区老年协会“夕阳红”民族民间舞蹈艺术团第三分队"

pytestmark = pytest.mark.usefixtures("english")


@dataclass(frozen=True)
class Busy:
    hall: int
    east: int
    west: int
    studio: int
    nurse: int
    choir: int


@pytest.fixture
def busy(work: Work, make: Builders) -> Busy:
    """Wednesday: the choir in one half with things and a second room, a resident in the studio, the nurse's slots."""
    make.open_hours()
    hall = make.room("多功能厅", 120)
    east, west = make.room("多功能厅东", 60, parent=hall), make.room("多功能厅西", 60, parent=hall)
    studio, health = make.room("书画室", 20), make.room("健康小站", 10)
    sound = resource_service.add_resource(work, ResourceDraft("音响", quantity=2, room_id=studio))
    span = Span(2, 14 * 60, 17 * 60)
    nurse = resource_service.add_resource(
        work, ResourceDraft("社区护士", ResourceKind.STAFF, profession="护士", spans=(span,))
    )
    plan = plan_service.add_plan(
        work, PlanDraft("护士门诊", health, 20, resources=((nurse, 1),), spans=(span,))
    )
    for minute, who in ((0, "张䶮"), (20, "𠮷田惠美"), (40, "欧阳建国")):
        starts = datetime(2026, 11, 25, 14, minute)
        appointment_service.make_appointment(
            work, AppointmentDraft(plan, starts, who=who, phone="13805951234")
        )
    choir = BookingDraft(
        room_id=east, starts=datetime(2026, 11, 25, 9), ends=datetime(2026, 11, 25, 11), title="合唱队排练",
        who=LONG, phone="13799887766", people=45, also_rooms=(studio,), resources=((sound, 2),),
    )  # fmt: skip
    made = service.book(work, choir)
    resident = make.resident("蔡秀英")
    service.book(
        work,
        replace(
            choir, room_id=hall, starts=datetime(2026, 11, 25, 19), ends=datetime(2026, 11, 25, 21), title="八十寿宴",
            who="", resident_id=resident, also_rooms=(), resources=(),
        ),
    )  # fmt: skip
    return Busy(hall, east, west, studio, nurse, made.occurrence_ids[0])


def pressed(read: Read, key: str, **values: Any) -> Pressed:
    return press(read, key, {"day": WEDNESDAY, **values})


def test_each_door_says_what_is_on_behind_it(work: Work, busy: Busy) -> None:
    doors = {door.room: [one.title for one in door.days] for door in pressed(work, "door_day").record.doors}
    assert doors == {
        "多功能厅东": ["合唱队排练", "八十寿宴"],
        "多功能厅西": ["八十寿宴"],
        "书画室": ["合唱队排练"],
        "健康小站": ["护士门诊"],
    }
    whole = pressed(work, "door_day", room=busy.hall)
    assert [one.title for one in whole.record.doors[0].days] == ["合唱队排练", "八十寿宴"]
    assert not whole.record.whole
    free = pressed(work, "door_day", room=busy.west, day=date(2026, 11, 26))
    assert "# Nothing booked" in outline(free.paper)


def test_names_of_residents_and_patients_do_not_hang_at_a_door(work: Work, busy: Busy) -> None:
    for key, values in (("door_day", {}), ("room_week", {"week": date(2026, 11, 23)})):
        words = outline(pressed(work, key, **values).paper)
        assert "蔡秀英" not in words
        assert "蔡*英" in words
        for name in ("张䶮", "𠮷田惠美", "欧阳建国"):
            assert name not in words
        assert LONG in words, "groups may be named"


def test_a_key_goes_out_for_every_room_and_once_for_a_morning_of_appointments(work: Work, busy: Busy) -> None:
    made = pressed(work, "key_list")
    lines = [(row[1], row[2]) for row in table(made).rows]
    assert lines == [
        ("09:00–11:00", "多功能厅东"),
        ("09:00–11:00", "书画室"),
        ("14:00–15:00", "健康小站"),
        ("19:00–21:00", "多功能厅"),
    ]
    assert made.totals["keys"] == 4


def test_the_work_sheet_says_what_to_bring_from_where(work: Work, busy: Busy) -> None:
    made = pressed(work, "staff_sheet")
    words = outline(made.paper)
    assert "for 45 people; 音响 ×2 from 书画室" in words
    assert "bring back: 音响 ×2" in words
    assert "## 社区护士" in words
    assert "张䶮 138****1234" in words
    assert made.totals == {"tasks": 6, "shifts": 3, "appointments": 3}
    own = pressed(work, "staff_sheet", staff=busy.nurse)
    assert "合唱队排练" not in outline(own.paper)
    assert own.paper.imprint.covers == "2026-11-25 社区护士"
    with pytest.raises(NotFound):
        pressed(work, "staff_sheet", staff=999_999)


def test_a_sign_in_sheet_has_a_line_for_everybody(work: Work, busy: Busy) -> None:
    record: SignIn = press(work, "sign_in_sheet", {"occurrence": busy.choir}).record
    assert record.expected[0].lines == FIRST_PAGE + 2 * OTHER_PAGES
    day: SignIn = pressed(work, "sign_in_day").record
    assert [(one.day.title, one.names) for one in day.expected] == [
        ("合唱队排练", ()),
        ("护士门诊", ("张䶮", "𠮷田惠美", "欧阳建国")),
        ("八十寿宴", ()),
    ]
    assert "13805951234" not in outline(pressed(work, "sign_in_day").paper)


def test_the_papers_of_the_day_are_those_of_the_day(work: Work, busy: Busy) -> None:
    words = outline(pressed(work, "todays_papers").paper)
    for key in ("door_day", "key_list", "staff_sheet"):
        body = outline(pressed(work, key).paper).splitlines()[1:-1]
        assert "\n".join(body) in words, key


@pytest.mark.parametrize("key", ["door_day", "key_list", "staff_sheet", "sign_in_day", "todays_papers"])
def test_an_empty_day_and_rare_characters_are_no_trouble(work: Work, busy: Busy, key: str) -> None:
    assert pressed(work, key).pdf().missing == ()
    empty = pressed(work, key, day=date(2027, 2, 1))
    assert empty.pdf().pages >= 1
    assert empty.sheets()


def test_slip_and_agreement_name_rooms_and_things_taken_along(work: Work, busy: Busy) -> None:
    for key in ("booking_sheet", "hire_agreement"):
        words = outline(press(work, key, {"occurrence": busy.choir}).paper)
        assert "多功能厅东, 书画室" in words
        assert "音响 ×2" in words


def test_papers_of_bookings_are_for_those_who_see_bookings(backend: Backend, make: Builders) -> None:
    with backend.read(make.actor_as("auditor")) as read:
        for key in ("key_list", "staff_sheet", "todays_papers", "override_list", "bar_list"):
            with pytest.raises(NotAllowed):
                press(read, key, {"day": WEDNESDAY, "days": None})


def table(made: Pressed) -> Any:
    return next(block for block in made.paper.story if type(block).__name__ == "Table")
