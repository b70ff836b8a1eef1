"""Tables of volunteers as people: what they can, when they can, with whom.

A volunteer is always a person the center knows (`resident`), also one from outside: name, phone, ID and
guardian stand there once.  The volunteer number replaces the ID number on everything that is shown
(MZ/T 061-2015).
"""

import sqlalchemy as sa

from neighborcenter.kit.model import (
    Instant,
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
from neighborcenter.volunteers.kinds import AvailabilityKind, Bond, Proficiency, VolunteerStatus

volunteer = table(
    "volunteer",
    id_column(),
    center_column(),
    foreign("resident_id", "resident.id", index=True),
    text_column("number"),
    flag_column("from_outside"),
    choice_column("status", VolunteerStatus, default=VolunteerStatus.RECRUIT),
    sa.Column("since", LocalDate, nullable=False),
    sa.Column("registered_on", LocalDate, nullable=False),
    text_column("languages"),
    text_column("fields"),
    text_column("health_limits"),
    text_column("work_unit"),
    flag_column("party_member"),
    text_column("contact_name"),
    text_column("contact_relation"),
    text_column("contact_phone"),
    # What the guardian of somebody under 18 agreed to, and when (《中国注册志愿者管理办法》).
    sa.Column("guardian_consent_on", LocalDate, nullable=True),
    text_column("guardian_consent"),
    text_column("consent_scope"),
    sa.Column("consent_at", Instant, nullable=True),
    # Shifts somebody wants in a month, 0 for no wish; the roster's fairness counts against it.
    number_column("wanted_shifts"),
    number_column("most_shifts"),
    text_column("note"),
    sa.Column("batch_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
    *created_columns(),
    *version_columns(),
    sa.UniqueConstraint("center_id", "number"),
    sa.Index(None, "center_id", "status"),
    sa.Index(None, "batch_id"),
)

volunteer_status = table(
    "volunteer_status",
    id_column(),
    center_column(),
    foreign("volunteer_id", "volunteer.id", index=True),
    choice_column("status", VolunteerStatus, default=VolunteerStatus.RECRUIT),
    sa.Column("day", LocalDate, nullable=False),
    text_column("reason"),
    *created_columns(),
)

skill = table(
    "skill",
    id_column(),
    center_column(),
    text_column("name"),
    flag_column("needs_proof"),
    flag_column("active", default=True),
    number_column("position"),
    sa.UniqueConstraint("center_id", "name"),
)

volunteer_skill = table(
    "volunteer_skill",
    id_column(),
    center_column(),
    foreign("volunteer_id", "volunteer.id"),
    foreign("skill_id", "skill.id", index=True),
    choice_column("proficiency", Proficiency, default=Proficiency.ABLE),
    text_column("proof"),
    sa.Column("valid_until", LocalDate, nullable=True),
    sa.Column("confirmed_at", Instant, nullable=True),
    sa.Column("confirmed_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
    sa.UniqueConstraint("volunteer_id", "skill_id"),
)

team = table(
    "team",
    id_column(),
    center_column(),
    text_column("name"),
    foreign("lead_id", "volunteer.id", nullable=True, index=True),
    flag_column("as_a_whole"),
    text_column("note"),
    flag_column("active", default=True),
    *version_columns(),
    sa.UniqueConstraint("center_id", "name"),
)

team_member = table(
    "team_member",
    foreign("team_id", "team.id"),
    foreign("volunteer_id", "volunteer.id", index=True),
    flag_column("may_lead"),
    sa.PrimaryKeyConstraint("team_id", "volunteer_id"),
)

# One row is one stretch: of a weekday (repeats) or of one day.  Times are "HH:MM", "24:00" ends a day.
availability = table(
    "availability",
    id_column(),
    center_column(),
    foreign("volunteer_id", "volunteer.id", index=True),
    choice_column("kind", AvailabilityKind, default=AvailabilityKind.CAN),
    number_column("weekday", default=None, nullable=True),
    sa.Column("day", LocalDate, nullable=True),
    text_column("opens", default="00:00"),
    text_column("closes", default="24:00"),
    sa.CheckConstraint("(weekday IS NULL) <> (day IS NULL)", name="weekday_or_day"),
    sa.CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday"),
    sa.CheckConstraint("opens < closes", name="span"),
)

# Away for days on end.  Without a volunteer it is a day on which nobody is asked.
leave = table(
    "leave",
    id_column(),
    center_column(),
    foreign("volunteer_id", "volunteer.id", nullable=True, index=True),
    sa.Column("first_day", LocalDate, nullable=False),
    sa.Column("last_day", LocalDate, nullable=False),
    text_column("reason"),
    *created_columns(),
    sa.CheckConstraint("first_day <= last_day", name="span"),
    sa.Index(None, "center_id", "last_day"),
)

volunteer_bond = table(
    "volunteer_bond",
    id_column(),
    center_column(),
    foreign("volunteer_id", "volunteer.id", index=True),
    foreign("other_id", "volunteer.id", index=True),
    choice_column("bond", Bond, default=Bond.TOGETHER),
    text_column("reason"),
    sa.CheckConstraint("volunteer_id < other_id", name="once"),
    sa.UniqueConstraint("volunteer_id", "other_id"),
)

policy = table(
    "policy",
    id_column(),
    center_column(),
    text_column("number"),
    text_column("insurer"),
    text_column("cover"),
    sa.Column("valid_from", LocalDate, nullable=False),
    sa.Column("valid_to", LocalDate, nullable=False),
    text_column("note"),
    *created_columns(),
    *version_columns(),
    sa.CheckConstraint("valid_from <= valid_to", name="span"),
    sa.UniqueConstraint("center_id", "number"),
)

policy_member = table(
    "policy_member",
    foreign("policy_id", "policy.id"),
    foreign("volunteer_id", "volunteer.id", index=True),
    sa.Column("covered_from", LocalDate, nullable=False),
    sa.PrimaryKeyConstraint("policy_id", "volunteer_id"),
)

# Trainings, awards and what people said: three of the five groups of a record (《志愿服务条例》 art. 19).
volunteer_note = table(
    "volunteer_note",
    id_column(),
    center_column(),
    foreign("volunteer_id", "volunteer.id", index=True),
    text_column("kind"),
    sa.Column("day", LocalDate, nullable=False),
    text_column("title"),
    text_column("body"),
    text_column("issuer"),
    number_column("minutes"),
    *created_columns(),
    sa.CheckConstraint("kind IN ('training', 'award', 'praise', 'complaint')", name="kind"),
)
