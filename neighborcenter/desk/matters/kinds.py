"""Where a matter stands, what was done about it, and what the resident said in the end."""

from enum import StrEnum


class MatterStatus(StrEnum):
    """已收件, 待补件, 受理中, 办结, 退回, 撤回."""

    RECEIVED = "received"
    SUPPLEMENT = "supplement"
    ACCEPTED = "accepted"
    DONE = "done"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"


OPEN = frozenset({MatterStatus.RECEIVED, MatterStatus.SUPPLEMENT, MatterStatus.ACCEPTED})
ENDED = frozenset(MatterStatus) - OPEN


class Act(StrEnum):
    """What was done: one line of a matter's course."""

    TAKE = "take"
    ACCEPT = "accept"
    ASK = "ask"
    SUPPLY = "supply"
    HAND_OUT = "hand_out"
    HAND_BACK = "hand_back"
    FINISH = "finish"
    RETURN = "return"
    WITHDRAW = "withdraw"
    REOPEN = "reopen"
    RATE = "rate"
    NOTE = "note"


class Satisfaction(StrEnum):
    """非常满意, 满意, 基本满意, 不满意, 非常不满意: the five answers of 好差评."""

    VERY_GOOD = "very_good"
    GOOD = "good"
    FAIR = "fair"
    POOR = "poor"
    VERY_POOR = "very_poor"


class Delivery(StrEnum):
    """How the result comes to the resident: 自取, 送上门, 邮寄, 电子."""

    PICK_UP = "pick_up"
    HOME = "home"
    POST = "post"
    ONLINE = "online"
