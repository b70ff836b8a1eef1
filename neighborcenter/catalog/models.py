"""Tables of services, the papers they need and their history."""

from enum import StrEnum

import sqlalchemy as sa

from neighborcenter.kit.model import (
    IdType,
    Instant,
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


class Handling(StrEnum):
    """How the center deals with a matter: 办理, 代办, 帮办, 转介."""

    DIRECT = "direct"
    AGENCY = "agency"
    ASSISTED = "assisted"
    REFERRAL = "referral"


class ServiceStatus(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class Need(StrEnum):
    """Whether a paper is needed: 必要, 非必要, or not stated by the source."""

    NECESSARY = "necessary"
    OPTIONAL = "optional"
    UNKNOWN = "unknown"


service = table(
    "service",
    id_column(),
    center_column(),
    foreign("module_id", "service_module.id", index=True),
    text_column("name"),
    text_column("name_en"),
    text_column("category"),
    choice_column("handling", Handling, default=Handling.DIRECT),
    text_column("department"),
    number_column("days", default=None, nullable=True),
    flag_column("on_the_spot"),
    text_column("fee"),
    text_column("window_hours"),
    text_column("eligibility"),
    text_column("steps"),
    flag_column("refused"),
    text_column("refusal"),
    text_column("refer_to"),
    flag_column("to_confirm"),
    choice_column("status", ServiceStatus, default=ServiceStatus.DRAFT),
    number_column("revision"),
    number_column("position"),
    sa.Column("batch_id", IdType, nullable=True),
    *created_columns(),
    *version_columns(),
    sa.Index(None, "center_id", "name"),
    sa.Index(None, "center_id", "status"),
)

service_paper = table(
    "service_paper",
    id_column(),
    foreign("service_id", "service.id", index=True),
    number_column("position"),
    text_column("name"),
    choice_column("need", Need, default=Need.UNKNOWN),
    text_column("copies"),
    text_column("source"),
    text_column("note"),
)

service_revision = table(
    "service_revision",
    id_column(),
    foreign("service_id", "service.id", index=True),
    number_column("revision"),
    sa.Column("at", Instant, nullable=False),
    sa.Column("account_id", IdType, nullable=True),
    text_column("actor"),
    text_column("change"),
    text_column("content"),
)
