"""Entries of every shipped form for the example center: what a month of visits, lessons and loans looks like."""

from collections.abc import Callable, Sequence
from datetime import date, time, timedelta
from decimal import Decimal
from random import Random
from typing import Any

import sqlalchemy as sa

from neighborcenter.center.queries import rooms
from neighborcenter.data import demo_form_words as words
from neighborcenter.forms import records
from neighborcenter.forms.drafts import Definition, EntryDraft, FieldDef
from neighborcenter.forms.entry_service import add_entry
from neighborcenter.forms.kinds import TYPED, FieldKind, Subject
from neighborcenter.forms.models import form
from neighborcenter.forms.rules import limit
from neighborcenter.kit.work import Work
from neighborcenter.people.models import care_tag, resident, resident_tag
from neighborcenter.people.rules import age_on

_EVERY = 34
"""Entries of a form without people of its own."""
_STAFF = ("周敏", "沈洁", "马俊", "蔡秀英", "林晓红")
_TAGGED = {"lonely-elders": "独居", "veterans": "退役军人"}
_CHILDREN = ("children", "after-school")
_SEEN_BY = {"health-station": 6}
"""Of how many people there are entries, where it is not the usual number."""
_AGES = {
    "day-care": (68, 110), "elder-school": (55, 110), "after-school": (6, 13), "children": (6, 13),
    "health-station": (45, 110), "job-seekers": (19, 60),
}  # fmt: skip


def fill(work: Work, rng: Random, ids: Sequence[int]) -> int:
    """Enter some weeks of every shipped form. Returns how many entries."""
    today = work.clock.today()
    ages = {
        row.id: age_on(row.birth_date, today)
        for row in work.rows(
            sa.select(resident.c.id, resident.c.birth_date).where(resident.c.center_id == work.center_id)
        )
        if row.birth_date is not None
    }
    places = [one.id for one in rooms(work)]
    made = 0
    for row in work.rows(sa.select(form).where(form.c.center_id == work.center_id).order_by(form.c.position)):
        version = records.published(work, row.id)
        if version is None:
            continue
        people = _people(work, rng, row.key, ids, ages)
        for day, person in _days(rng, row.key, today, people, version.definition):
            values = {
                one.key: value
                for one in version.definition.fields
                if one.kind in TYPED
                if (value := _answer(rng, row.key, one, day, places)) is not None
            }
            values = _sensible(row.key, values, day, today)
            if "height" in values and person is not None:
                values |= {
                    "height": Decimal(150 + person % 24),
                    "weight": Decimal(48 + person % 27 + rng.randrange(3)),
                }
            add_entry(work, EntryDraft(row.id, values, day, person))
            made += 1
    return made


def _people(work: Work, rng: Random, key: str, ids: Sequence[int], ages: dict[int, int]) -> list[int]:
    if key in _TAGGED:
        rows = work.rows(
            sa.select(resident_tag.c.resident_id)
            .join(care_tag, care_tag.c.id == resident_tag.c.tag_id)
            .where(care_tag.c.center_id == work.center_id, care_tag.c.name == _TAGGED[key])
            .order_by(resident_tag.c.resident_id)
        )
        return [row.resident_id for row in rows][:28]
    youngest, oldest = _AGES.get(key, (18, 110))
    fitting = [ref for ref in ids if youngest <= ages.get(ref, 0) <= oldest]
    if key in _CHILDREN:
        return fitting[:14]  # those in the register are those who come
    return rng.sample(fitting, min(len(fitting), _SEEN_BY.get(key, 14)))


def _days(
    rng: Random, key: str, today: date, people: list[int], definition: Definition
) -> list[tuple[date, int | None]]:
    """Days of entries with the person of each, oldest first."""
    if definition.subject is not Subject.NONE and not people:
        return []  # nobody of a small example center fits
    if definition.subject is Subject.NONE:
        return [(today - timedelta(days=day), None) for day in range(56, -1, -7)]
    if key in _TAGGED:
        # Most were seen lately, some are late, and the last few were never seen.
        seen = people[: max(1, len(people) - 4)]
        found = [(today - timedelta(days=rng.randrange(1, 34)), ref) for ref in seen for _twice in range(2)]
    elif key == "children":
        found = [(today - timedelta(days=rng.randrange(20, 40)), ref) for ref in people]
    elif key == "after-school":
        # Two of three come; on the day itself the others are still expected.
        days = [
            today - timedelta(days=back) for back in range(14) if (today - timedelta(days=back)).weekday() < 5
        ]
        found = [(day, ref) for day in days for ref in people if rng.random() < 0.66]
    else:
        found = [(today - timedelta(days=rng.randrange(0, 40)), rng.choice(people)) for _one in range(_EVERY)]
    return sorted(found, key=lambda one: one[0])


def _answer(rng: Random, key: str, one: FieldDef, day: date, places: Sequence[int]) -> Any:
    said = words.SAID.get((key, one.key))
    if said is not None:
        return rng.choice(said)
    makers: dict[FieldKind, Callable[[], Any]] = {
        FieldKind.CHOICE: lambda: (
            one.default if one.default and rng.random() < 0.6 else rng.choice(one.options)
        ),
        FieldKind.CHOICES: lambda: tuple(rng.sample(one.options, rng.randint(1, min(3, len(one.options))))),
        FieldKind.NUMBER: lambda: _number(rng, one),
        FieldKind.MONEY: lambda: rng.randrange(20, 300) * 100,
        FieldKind.YES_NO: lambda: rng.random() < 0.6,
        FieldKind.DATE: lambda: day + timedelta(days=rng.randrange(3, 30)),
        FieldKind.TIME: lambda: time(rng.randrange(8, 11), rng.choice((0, 10, 20, 30, 40))),
        FieldKind.ROOM: lambda: rng.choice(places) if places else None,
        FieldKind.SIGNATURE: lambda: words.SIGNATURE,
    }
    if one.default == "@me":
        return rng.choice(_STAFF)
    maker = makers.get(one.kind)
    return maker() if maker is not None else None


def _number(rng: Random, one: FieldDef) -> Decimal:
    low, high = limit(one, one.low) or Decimal(0), limit(one, one.high) or Decimal(40)
    usual = words.USUAL.get(one.key)
    if usual is not None:
        low, high = Decimal(usual[0]), Decimal(usual[1])
    share = Decimal(rng.randrange(0, 1001)) / 1000
    return round(low + (high - low) * share, one.places)


def _sensible(key: str, values: dict[str, Any], day: date, today: date) -> dict[str, Any]:
    """What would contradict itself is put right: nobody leaves before coming, nothing is back before it was lent."""
    if "left" in values and isinstance(values["left"], time):
        values["left"] = time(values["came"].hour + 6, values["came"].minute)
    if key == "after-school":
        values |= {"came": time(16, 30), "left": time(18, 10)}
        if day == today:
            del values["left"]
    if key == "children":
        values |= {"from_on": day, "on_days": ("周一", "周二", "周三", "周四", "周五"), "alone": False}
        values.pop("until_on", None)
    if key == "council":
        # What was decided long ago is carried out; of the rest some is late.
        values |= {"until": day + timedelta(days=24), "done": day < today - timedelta(days=35)}
    if "back_on" in values:
        values["back_on"] = min(today, day + timedelta(days=9))
        values["back"] = day < today - timedelta(days=12)
    for name in ("done_on", "began", "discharged"):
        if name in values:
            values[name] = date(2009, 12, 1) if name == "discharged" else min(today, day + timedelta(days=2))
    if key == "requests" and day > today - timedelta(days=9):
        values = {
            name: value for name, value in values.items() if name not in ("result", "done_on", "satisfied")
        }
    if "given" in values and "income" in values:
        values["given"] = values["income"] // 1000 * 100
    return values
