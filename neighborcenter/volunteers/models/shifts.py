"""Tables of posts, what they need, shifts and who is on them."""

import sqlalchemy as sa

from neighborcenter.kit.model import (
    Instant,
    LocalDate,
    LocalTime,
    center_column,
    choice_column,
    created_columns,
    flag_column,
    foreign,
    id_column,
    number_column,
    table,
    text_column,
    version_columns,
)
from neighborcenter.volunteers.kinds import AssignmentRole, AssignmentStatus, PostKind, Rhythm, ShiftStatus
from neighborcenter.volunteers.models.needs import served_column

# A post is a place, a route or a task that is staffed again and again.
post = table(
    "post",
    id_column(),
    center_column(),
    text_column("name"),
    choice_column("kind", PostKind, default=PostKind.DUTY),
    foreign("room_id", "room.id", nullable=True),
    text_column("place"),
    text_column("route"),
    text_column("equipment"),
    flag_column("dangerous"),
    flag_column("lead_required"),
    flag_column("counts", default=True),
    number_column("age_from"),
    number_column("age_to"),
    number_column("minimum", default=1),
    number_column("wanted", default=1),
    number_column("maximum", default=1),
    number_column("priority"),
    text_column("note"),
    flag_column("active", default=True),
    number_column("position"),
    *version_columns(),
    sa.UniqueConstraint("center_id", "name"),
    sa.CheckConstraint("0 <= minimum AND minimum <= wanted AND wanted <= maximum", name="counts"),
)

post_skill = table(
    "post_skill",
    foreign("post_id", "post.id"),
    foreign("skill_id", "skill.id", index=True),
    number_column("count", default=1),
    sa.PrimaryKeyConstraint("post_id", "skill_id"),
)

# The plan of a post: a shift on that weekday, in the weeks of its rhythm, at these times.  closes <= opens goes over
# midnight.
shift_pattern = table(
    "shift_pattern",
    id_column(),
    center_column(),
    foreign("post_id", "post.id", index=True),
    text_column("name"),
    number_column("weekday"),
    text_column("opens"),
    text_column("closes"),
    sa.Column("valid_from", LocalDate, nullable=True),
    sa.Column("valid_to", LocalDate, nullable=True),
    flag_column("on_holidays"),
    choice_column("rhythm", Rhythm, default=Rhythm.WEEKLY),
    sa.Column("anchor", LocalDate, nullable=True),
    sa.CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday"),
)

shift = table(
    "shift",
    id_column(),
    center_column(),
    foreign("post_id", "post.id"),
    text_column("name"),
    sa.Column("starts", LocalTime, nullable=False),
    sa.Column("ends", LocalTime, nullable=False),
    choice_column("status", ShiftStatus, default=ShiftStatus.OPEN),
    number_column("minimum", default=1),
    number_column("wanted", default=1),
    number_column("maximum", default=1),
    flag_column("lead_required"),
    # Anybody who may can take a place themselves (抢单).
    flag_column("open_to_take"),
    # The need it was made for; that one's danger, ages and skills count as well as the post's.
    foreign("need_id", "need.id", nullable=True, index=True),
    # What the shift serves, a booked day or a session: it is freed or asks when that is cancelled or moved.
    served_column("occurrence_id", "occurrence.id"),
    served_column("session_id", "activity_session.id"),
    # Where it would go along with what it serves; it waits for an answer while these are filled.
    text_column("moved_note"),
    sa.Column("moved_starts", LocalTime, nullable=True),
    sa.Column("moved_ends", LocalTime, nullable=True),
    # Called off together with what it serves: it comes back with that.
    flag_column("freed"),
    text_column("note"),
    *created_columns(),
    *version_columns(),
    sa.CheckConstraint("starts < ends", name="span"),
    sa.CheckConstraint("0 <= minimum AND minimum <= wanted AND wanted <= maximum", name="counts"),
    # One need asks once for one thing, whatever became of that shift.
    sa.UniqueConstraint("need_id", "occurrence_id"),
    sa.UniqueConstraint("need_id", "session_id"),
    sa.Index(None, "center_id", "starts"),
    sa.Index(None, "post_id", "starts"),
)

assignment = table(
    "assignment",
    id_column(),
    center_column(),
    foreign("shift_id", "shift.id"),
    foreign("volunteer_id", "volunteer.id", index=True),
    choice_column("role", AssignmentRole, default=AssignmentRole.MEMBER),
    choice_column("status", AssignmentStatus, default=AssignmentStatus.PLANNED),
    flag_column("pinned"),
    text_column("source", default="hand"),
    text_column("reason"),
    sa.Column("published_at", Instant, nullable=True),
    # What the place was before its shift was called off: it is given back with the shift.
    text_column("freed_from"),
    *created_columns(),
    *version_columns(),
    sa.UniqueConstraint("shift_id", "volunteer_id"),
)
