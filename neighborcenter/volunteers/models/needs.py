"""Tables of needs: who is wanted whenever something takes place, and the lines that patrols walk."""

import sqlalchemy as sa

from neighborcenter.kit.model import (
    IdType,
    LocalDate,
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
from neighborcenter.volunteers.kinds import Serves


def served_column(name: str, target: str) -> sa.Column[int]:
    """What is served: when that is taken out of the world, what serves it stays without it."""
    return sa.Column(name, IdType, sa.ForeignKey(target, ondelete="SET NULL"), nullable=True, index=True)


# A line to be walked: its spots, one a line, in the order of the walk.
patrol_route = table(
    "patrol_route",
    id_column(),
    center_column(),
    text_column("name"),
    text_column("spots"),
    text_column("note"),
    flag_column("active", default=True),
    number_column("position"),
    *version_columns(),
    sa.UniqueConstraint("center_id", "name"),
)

# Who is wanted for what: each thing it fits gets one shift of the post.
need = table(
    "need",
    id_column(),
    center_column(),
    foreign("post_id", "post.id", index=True),
    text_column("name"),
    choice_column("serves", Serves, default=Serves.ACTIVITY_KIND),
    # A kind of activity or of use (`serves`), by its value.
    text_column("kind"),
    served_column("activity_id", "activity.id"),
    served_column("session_id", "activity_session.id"),
    served_column("booking_id", "booking.id"),
    foreign("room_id", "room.id", nullable=True, index=True),
    foreign("route_id", "patrol_route.id", nullable=True, index=True),
    # Minutes before what it serves begins and after it ends.
    number_column("before_minutes"),
    number_column("after_minutes"),
    # When a line is walked: weekdays like "135" (1 = Monday), "HH:MM"; closes <= opens goes over midnight.
    text_column("weekdays"),
    text_column("opens"),
    text_column("closes"),
    flag_column("on_holidays"),
    number_column("minimum", default=1),
    number_column("wanted", default=1),
    number_column("maximum", default=1),
    flag_column("lead_required"),
    flag_column("dangerous"),
    number_column("age_from"),
    number_column("age_to"),
    flag_column("open_to_take"),
    sa.Column("valid_from", LocalDate, nullable=True),
    sa.Column("valid_to", LocalDate, nullable=True),
    text_column("note"),
    flag_column("active", default=True),
    *created_columns(),
    *version_columns(),
    sa.CheckConstraint("0 <= minimum AND minimum <= wanted AND wanted <= maximum", name="counts"),
    sa.CheckConstraint("before_minutes >= 0 AND after_minutes >= 0", name="around"),
    sa.Index(None, "center_id", "active", "serves"),
)

need_skill = table(
    "need_skill",
    foreign("need_id", "need.id"),
    foreign("skill_id", "skill.id", index=True),
    number_column("count", default=1),
    sa.PrimaryKeyConstraint("need_id", "skill_id"),
)
