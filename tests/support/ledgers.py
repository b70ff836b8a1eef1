"""Entries of shipped forms in the filled month: measurements of one person, children in after-school care."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal

from neighborcenter.forms import entry_service
from neighborcenter.forms import files as forms_files
from neighborcenter.forms import service as forms_service
from neighborcenter.forms.drafts import EntryDraft
from tests.support.builders import Builders

CARE_DAY = date(2026, 10, 21)


@dataclass(frozen=True)
class Ledgers:
    """What the papers of the forms are made of."""

    measured: int
    """The last of four measurements of one person."""


def fill_ledgers(make: Builders, module: int, person: int) -> Ledgers:
    """Blood pressure and sugar of one person on four days; two children who are expected, one of them here."""
    shipped = {one.key: one for one in forms_files.shipped()}
    children = [
        make.resident(name, birth_date=born, guardian_name=guardian, guardian_phone=phone)
        for name, born, guardian, phone in (
            ("陈小宇", date(2017, 5, 9), "陈丽华", "15905954567"),
            ("黄安琪", date(2018, 2, 3), "黄美玲", "13705957890"),
        )
    ]
    with make._work() as work:
        station, register, care = (
            forms_service.create_form(work, shipped[key].draft(module), publish=True)
            for key in ("health-station", "children", "after-school")
        )
        measured = 0
        for day, systolic, diastolic, sugar in (
            (2, 152, 94, Decimal("6.8")),
            (9, 146, 90, Decimal("6.4")),
            (16, 138, 86, Decimal("6.1")),
            (23, 132, 82, Decimal("5.6")),
        ):
            values = {
                "systolic": systolic, "diastolic": diastolic, "pulse": 74, "fasting": True, "sugar": sugar,
                "follow": "每周", "by": "马俊",
            }  # fmt: skip
            measured = entry_service.add_entry(
                work, EntryDraft(station, values, date(2026, 10, day), person)
            ).entry_id
        for ref, fetchers in zip(children, ("外婆 吴秀琴", "父亲 黄志强"), strict=True):
            values = {
                "group": "四点半课堂", "from_on": date(2026, 9, 1), "on_days": ("周一", "周三", "周五"),
                "fetchers": fetchers, "by": "周敏",
            }  # fmt: skip
            entry_service.add_entry(work, EntryDraft(register, values, date(2026, 9, 1), ref))
        here = {
            "group": "四点半课堂", "came": time(16, 35), "left": time(18), "taken_by": "吴秀琴", "relation": "外祖父母",
        }  # fmt: skip
        entry_service.add_entry(work, EntryDraft(care, here, CARE_DAY, children[0]))
    return Ledgers(measured)
