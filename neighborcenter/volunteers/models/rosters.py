"""Tables of the roster's own rules: data of the center, each with a level and a first day."""

import sqlalchemy as sa

from neighborcenter.kit.model import (
    LocalDate,
    center_column,
    choice_column,
    flag_column,
    foreign,
    id_column,
    number_column,
    table,
    text_column,
    version_columns,
)
from neighborcenter.volunteers.roster_kinds import Level, Period, RuleKind

# `amount` is in the unit of the kind: minutes of rest, shifts, minutes, days; `first_name` and `then_name` are
# names of shifts that may not follow one another, `first_name` also a language; without a post the rule holds for all.
roster_rule = table(
    "roster_rule",
    id_column(),
    center_column(),
    choice_column("kind", RuleKind, default=RuleKind.OVERLAP),
    choice_column("level", Level, default=Level.WARN),
    number_column("amount"),
    choice_column("period", Period, default=Period.WEEK),
    number_column("window_days"),
    text_column("first_name"),
    text_column("then_name"),
    foreign("post_id", "post.id", nullable=True, index=True),
    # Whom or what the rule names beside its post: one volunteer, the members of a team, another post.
    foreign("volunteer_id", "volunteer.id", nullable=True, index=True),
    foreign("team_id", "team.id", nullable=True, index=True),
    foreign("other_post_id", "post.id", nullable=True, index=True),
    number_column("weight", default=1),
    sa.Column("valid_from", LocalDate, nullable=False),
    sa.Column("valid_to", LocalDate, nullable=True),
    flag_column("active", default=True),
    number_column("position"),
    *version_columns(),
    sa.Index(None, "center_id", "position"),
)
