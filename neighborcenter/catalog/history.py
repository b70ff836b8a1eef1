"""The history of a service: what changed each time, kept as plain data and spoken when shown."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from neighborcenter.catalog.drafts import ServiceDraft
from neighborcenter.catalog.texts import CHANGES, FIELDS
from neighborcenter.kit.i18n import translate


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field that changed, before and after, as text; papers by their names."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One entry of the history; `at` in the center's local time."""

    revision: int
    at: datetime
    actor: str
    act: str
    changes: tuple[FieldChange, ...]
    note: str

    def spoken(self) -> str:
        """What happened, in the language in use."""
        parts = [translate(FIELDS.get(c.field, c.field)) for c in self.changes]
        head = translate(CHANGES.get(self.act, self.act))
        tail = self.note or "、".join(parts)
        return f"{head} · {tail}" if tail else head


def changes_between(before: ServiceDraft, after: ServiceDraft) -> tuple[FieldChange, ...]:
    """The fields that differ."""
    old, new = _plain(before), _plain(after)
    return tuple(FieldChange(name, old[name], new[name]) for name in old if old[name] != new[name])


def change_text(act: str, changes: tuple[FieldChange, ...] = (), note: str = "") -> str:
    """How a change is kept."""
    return json.dumps({"act": act, "changes": [asdict(c) for c in changes], "note": note}, ensure_ascii=False)


def content_text(draft: ServiceDraft) -> str:
    """The whole service as it was then."""
    return json.dumps(asdict(draft), ensure_ascii=False)


def parsed_change(text: str) -> tuple[str, tuple[FieldChange, ...], str]:
    """Act, changes and note of a kept change."""
    found: Mapping[str, Any] = json.loads(text)
    return found["act"], tuple(FieldChange(**c) for c in found["changes"]), found["note"]


def _plain(draft: ServiceDraft) -> dict[str, str]:
    shown: dict[str, str] = {}
    for name, value in asdict(draft).items():
        if name == "papers":
            shown[name] = "；".join(_paper(p) for p in value)
        elif value is None:
            shown[name] = ""
        else:
            shown[name] = str(value)
    return shown


def _paper(paper: Mapping[str, Any]) -> str:
    return " ".join(str(v) for v in (paper["name"], paper["copies"], paper["need"], paper["note"]) if v)
