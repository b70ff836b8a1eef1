"""Where a ticket stands, what a window does, and by what somebody goes first."""

from enum import StrEnum


class TicketStatus(StrEnum):
    """等候, 已叫号, 正在办, 挂起, 过号, 办结, 离开, 撤回.  What was taken back was given by mistake: it counts nowhere."""

    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    HELD = "held"
    MISSED = "missed"
    DONE = "done"
    LEFT = "left"
    TAKEN_BACK = "taken_back"


AT_A_WINDOW = frozenset({TicketStatus.CALLED, TicketStatus.SERVING})
OPEN = frozenset({TicketStatus.WAITING, TicketStatus.HELD, TicketStatus.MISSED}) | AT_A_WINDOW


class CallEnd(StrEnum):
    """How one call to a window ended."""

    OPEN = "open"
    DONE = "done"
    HELD = "held"
    MISSED = "missed"
    TRANSFERRED = "transferred"
    BACK = "back"
    LEFT = "left"


class WindowState(StrEnum):
    """在岗, 暂离, 关闭."""

    OPEN = "open"
    PAUSED = "paused"
    CLOSED = "closed"


class Basis(StrEnum):
    """By what a rule of priority is recognized: the age on the file, a care tag, or what is said and shown."""

    AGE = "age"
    TAG = "tag"
    SAID = "said"
