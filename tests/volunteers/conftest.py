"""A small volunteers' corner: a patrol (dangerous), a desk post, three people who help."""

from dataclasses import dataclass
from datetime import date, datetime

import pytest

from neighborcenter.volunteers import post_service, volunteer_service
from neighborcenter.volunteers.drafts import PostDraft, ShiftDraft, VolunteerDraft
from neighborcenter.volunteers.kinds import PostKind, VolunteerStatus

CONSENT = {"guardian_consent": "母亲林美华当面签字", "guardian_consent_on": date(2026, 11, 1)}


@dataclass(frozen=True)
class Corner:
    desk: int
    patrol: int
    staff: int
    wang: int
    chen: int
    pupil: int

    def morning(self, work, day: int = 25, post: int | None = None, **values) -> int:
        """A shift from 8 to 11 in November 2026; gives its id."""
        starts, ends = datetime(2026, 11, day, 8), datetime(2026, 11, day, 11)
        return post_service.add_shift(work, ShiftDraft(post or self.desk, starts, ends, **values))


def helper(work, resident: int, **values) -> int:
    """An active volunteer behind a resident."""
    return volunteer_service.register(
        work, VolunteerDraft(resident_id=resident, **values), status=VolunteerStatus.ACTIVE
    )


@pytest.fixture
def corner(work, make) -> Corner:
    return Corner(
        desk=post_service.add_post(work, PostDraft("大厅引导", maximum=2, wanted=2)),
        patrol=post_service.add_post(
            work, PostDraft("夜间巡防", PostKind.PATROL, dangerous=True, minimum=2, wanted=2, maximum=4)
        ),
        staff=post_service.add_post(work, PostDraft("窗口值班", PostKind.STAFF, counts=False)),
        wang=helper(
            work, make.resident("王桂兰", birth_date=date(1961, 3, 8), id_number="35058219610308002X")
        ),
        chen=helper(work, make.resident("陈丽娟", birth_date=date(1988, 7, 2))),
        pupil=helper(work, make.resident("蔡小雨", birth_date=date(2011, 5, 1)), **CONSENT),
    )
