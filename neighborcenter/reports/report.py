"""What a report is: its name, who may see it, what it asks for, and the four steps from database to paper."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, Protocol

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.i18n import N_, language, translate
from neighborcenter.kit.work import Read
from neighborcenter.reports.paper.blocks import Block
from neighborcenter.reports.paper.styles import PaperSize
from neighborcenter.reports.paper.workbook import Sheet

ParamKind = Literal[
    "month", "week", "day", "days", "room", "service", "occurrence", "visit", "tag", "staff", "closure",
    "activity", "session", "enrollment", "receipt", "shift", "volunteer", "notice", "certificate", "policy",
    "paper", "phones", "appointment", "form", "entry", "measured", "ticket", "matter", "loan", "handover",
]  # fmt: skip
Group = Literal[
    "board", "ledgers", "rooms", "activities", "volunteers", "meals", "registers", "doors", "slips"
]
Values = Mapping[str, Any]

GROUPS: dict[Group, str] = {
    "board": N_("For the board"),
    "rooms": N_("Running the rooms"),
    "activities": N_("Activities and courses"),
    "volunteers": N_("Volunteers and duty"),
    "meals": N_("Meals"),
    "registers": N_("Registers"),
    "ledgers": N_("Ledgers for other offices"),
    "doors": N_("For doors and walls"),
    "slips": N_("Slips"),
}


@dataclass(frozen=True, slots=True)
class Param:
    """Something a paper asks for; `optional` ones may stay None: all of them."""

    key: str
    kind: ParamKind
    label: str
    optional: bool = False
    usual: Literal["today", "last month", "this month", "no phones"] = "today"  # what it begins with


@dataclass(frozen=True, slots=True)
class NotePlace:
    """A place for words the manager writes before printing; kept per month, or until they are changed."""

    key: str
    label: str
    hint: str


@dataclass(frozen=True, slots=True)
class Check:
    """Something to look at before printing; `figure` names the rows to show (see behind.py)."""

    text: str
    figure: str = ""


class Record(Protocol):
    """What `collect` returns: everything the paper says, frozen.

    A record with a `headline` gives the paper a title of its own instead of the report's, one with a `size` its
    own sheet.
    """

    @property
    def covers(self) -> str:
        """The range in words for the footer."""

    @property
    def cutoff(self) -> datetime:
        """Up to when the data count, center-local."""

    @property
    def totals(self) -> Mapping[str, float]:
        """The control totals: the same on paper, in the spreadsheet and in the database."""


def no_checks(_record: Any) -> tuple[Check, ...]:
    """For papers with nothing to check."""
    return ()


@dataclass(frozen=True, slots=True)
class Report:
    """One line of the registry."""

    key: str
    title: str
    group: Group
    permission: Permission
    params: tuple[Param, ...]
    collect: Callable[[Read, Values], Any]
    story: Callable[[Any], tuple[Block, ...]]
    sheets: Callable[[Any], list[Sheet]]
    size: PaperSize = "A4"
    notes: tuple[NotePlace, ...] = ()
    checks: Callable[[Any], tuple[Check, ...]] = no_checks
    words: str = ""  # what else people type to find it, such as yb
    note: str = ""  # printed in the footer, such as that phones are masked
    official: str = ""  # the name an office knows it by, where that is data and not one of our sentences

    @property
    def name(self) -> str:
        """Its name in the language in use."""
        return self.official if self.official and language() == "zh_CN" else translate(self.title)
