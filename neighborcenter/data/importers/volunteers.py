"""Volunteers from our own lists and from what the big platforms give out (志愿汇, i志愿, 中国志愿服务网)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.data.cells import cell_date, is_count
from neighborcenter.data.importers.matching import HIDDEN, KnownPeople, keys_of
from neighborcenter.data.importers.residents import ResidentImporter, listed, read_resident
from neighborcenter.data.importers.volunteer_cells import minutes_in, paper_in, standing_in
from neighborcenter.data.importing import Written
from neighborcenter.data.models import import_batch
from neighborcenter.data.sheets import Cell, Sheet, SheetRow, plain
from neighborcenter.kit.problems import Problem
from neighborcenter.kit.work import Work
from neighborcenter.people import bulk_service
from neighborcenter.people.drafts import ResidentDraft
from neighborcenter.people.kinds import ResidentStatus
from neighborcenter.people.models import resident
from neighborcenter.people.rules import tidy
from neighborcenter.volunteers import bringing_service, rules
from neighborcenter.volunteers.drafts import Arrival, VolunteerDraft
from neighborcenter.volunteers.kinds import VolunteerStatus
from neighborcenter.volunteers.models.people import volunteer
from neighborcenter.volunteers.weekly import times_in

_TEXTS = (
    "languages", "fields", "health_limits", "work_unit", "contact_name", "contact_relation", "contact_phone",
)  # fmt: skip
_LENGTHS = ("total", "recognised", "honorary", "brought_recognised", "brought_honorary")
_PARTY = ("中共党员", "中共预备党员", "预备党员", "党员", "是", "√", "yes")


class VolunteerImporter:
    """Takes on who is new, adds what is missing of who is known; the person behind is matched, never doubled.

    Hours served elsewhere come in as one opening line of each kind, apart from those earned here.
    """

    kind = "volunteers"
    permission = Permission.PEOPLE_IMPORT
    needed: tuple[str, ...] = ("name",)
    names: Mapping[str, tuple[str, ...]] = {
        **{
            field: ResidentImporter.names[field]
            for field in ("sex", "birth_date", "community", "building", "door", "address", "guardian_name", "guardian_phone")
        },
        "name": ("姓名", "志愿者姓名", "真实姓名", "队员姓名", "Name"),
        "id_kind": ("证件类型", "证件种类", "证件类别", "Kind of ID"),
        "id_number": ("证件号码", "身份证号", "身份证号码", "身份证", "证件号", "公民身份号码", "ID number"),
        "phone": ("手机号码", "手机号", "手机", "联系电话", "电话", "联系方式", "移动电话", "Phone", "Mobile"),
        "number": ("志愿者编号", "志愿者号", "志愿者证号", "志愿者注册号", "注册编号", "志愿者ID", "编号", "Volunteer no."),
        "registered_on": ("注册日期", "注册时间", "登记日期", "登记时间", "加入日期", "加入时间", "入队时间", "Taken on"),
        "political": ("政治面貌", "是否党员", "党员", "Party member"),
        "total": ("服务时长", "服务总时长", "总服务时长", "累计服务时长", "累计时长", "总时长", "志愿服务时长", "志愿时长", "服务时数", "服务小时数"),
        "recognised": ("信用时长", "Recognised hours"),
        "honorary": ("荣誉时长", "Honorary hours"),
        "brought_recognised": ("带入信用时长", "Recognised hours brought in"),
        "brought_honorary": ("带入荣誉时长", "Honorary hours brought in"),
        "fields": ("服务领域", "服务意向", "志愿服务意向", "意向服务类别", "服务类别", "意向领域", "Likes to help with"),
        "skills": ("专业特长", "技能", "服务技能", "专业技能", "特长", "个人特长", "技能特长", "Skills"),
        "teams": ("所属队伍", "所属组织", "所属团体", "所属团队", "所属志愿队伍", "志愿团体", "所在队伍", "加入组织", "团队", "队伍", "Teams"),
        "times": ("服务时间", "可服务时间", "可服务时段", "服务时段", "空闲时间", "每周时间", "Weekly times"),
        "status": ("状态", "志愿者状态", "账号状态", "注册状态", "审核状态", "认证状态", "Standing"),
        "work_unit": ("工作单位", "单位", "单位或学校", "学校", "就读学校", "所在单位", "Works or studies at"),
        "languages": ("语言", "语种", "掌握语言", "Languages"),
        "health_limits": ("健康情况", "健康状况", "身体状况", "健康限制", "Health limits"),
        "contact_name": ("紧急联系人", "紧急联系人姓名", "In an emergency"),
        "contact_relation": ("紧急联系人关系", "与紧急联系人关系", "关系", "Who that is"),
        "contact_phone": ("紧急联系电话", "紧急联系人电话", "Emergency phone"),
        "wanted_shifts": ("每月想排班次", "Shifts a month"),
        "most_shifts": ("每月最多班次", "Shifts at most"),
        "note": ("备注", "说明", "Note", "Remarks"),
    }  # fmt: skip

    def begin(self, work: Work, sheet: Sheet) -> None:
        """Load who is known as a resident and who helps already."""
        work.require(Permission.VOLUNTEERS_WRITE)
        self._today = work.clock.today()
        self._headings = sheet.mapping
        self._people = KnownPeople(work)
        rows = work.rows(
            sa.select(volunteer.c.id, volunteer.c.resident_id, volunteer.c.number, volunteer.c.status).where(
                volunteer.c.center_id == work.center_id
            )
        )
        self._helpers = {row.resident_id: row for row in rows}
        self._numbers = {row.number: row for row in rows}
        self._seen: dict[tuple[str, ...], int] = {}
        self._taken: list[tuple[Arrival, ResidentDraft]] = []

    def take(self, row: SheetRow) -> list[Problem]:
        """One row: read, checked by the rules of both rooms' forms, matched to one person."""
        shown = SheetRow(row.number, {field: _open(field, cell) for field, cell in row.cells.items()})
        draft, problems = read_resident(shown)
        number = plain(shown.cells.get("id_number"))
        kind = paper_in(plain(shown.cells.get("id_kind")), number)
        if kind is None:
            words = plain(shown.cells.get("id_kind"))
            problems.append(
                Problem("id_kind", "import.choice", {"text": words, "choices": "居民身份证、护照…"})
            )
        else:
            draft = replace(draft, id_kind=kind, note="", alert="")
        person, found = tidy(draft, self._today)
        arrival, unread = self._arrival(shown)
        problems += [*found, *unread]
        if any(p.level == "error" for p in problems):
            return problems
        return [p for p in problems if p.code != "people.phone_missing"] + self._meet(row, person, arrival)

    def write(self, work: Work, batch_id: int) -> Written:
        """New people in bulk, then the volunteers; what each brought is kept for taking back."""
        fresh = [at for at, (arrival, _person) in enumerate(self._taken) if arrival.draft.resident_id is None]
        ids = bulk_service.register_all(work, [self._taken[at][1] for at in fresh], batch_id=batch_id)
        homes = dict(zip(fresh, ids, strict=True))
        source = work.value(sa.select(import_batch.c.file_name).where(import_batch.c.id == batch_id))
        arrivals, filled = [], dict[int, tuple[int, Any]]()
        for at, (arrival, person) in enumerate(self._taken):
            home = arrival.draft.resident_id or homes[at]
            more = None if at in homes else self._people.filled_in(home, person)
            if more is not None:
                filled[home] = (home, bulk_service.fill_in(work, home, more))
            draft = replace(arrival.draft, resident_id=home, newcomer=None)
            arrivals.append(replace(arrival, draft=draft, source=source))
        done = bringing_service.bring_in(work, arrivals, batch_id=batch_id)
        before = {ref: dict(was) for ref, was in done.before.items()}
        homes_of = {
            row.id: row.resident_id
            for row in work.rows(
                sa.select(volunteer.c.id, volunteer.c.resident_id).where(
                    volunteer.c.resident_id.in_(list(filled))
                )
            )
        }
        for ref, home in homes_of.items():
            version = sa.select(volunteer.c.version).where(volunteer.c.id == ref)
            before.setdefault(ref, {"version": work.value(version)})["resident"] = filled[home]
        added = set(done.added)
        return Written(
            done.added,
            [(ref, was) for ref, was in before.items() if ref not in added],
            {ref: before[ref] for ref in done.added},
        )

    def take_back(
        self, work: Work, batch_id: int, added: list[int], updated: dict[int, dict[str, Any]]
    ) -> int:
        """Remove who came with the batch, volunteer and person, and restore the others. Raises Invalid when in use."""
        done = bringing_service.take_back(work, added, updated)
        came = work.rows(
            sa.select(resident.c.id).where(
                resident.c.center_id == work.center_id, resident.c.batch_id == batch_id
            )
        )
        people = dict(was["resident"] for was in updated.values() if "resident" in was)
        bulk_service.take_back(work, [row.id for row in came], people)
        return done

    def _meet(self, row: SheetRow, person: ResidentDraft, arrival: Arrival) -> list[Problem]:
        """Find out who the row is, refuse what cannot be told apart, and remember the rest."""
        number = arrival.draft.number
        keys = keys_of(person.name, person.id_number or "", person.phone or "", person.birth_date)
        if number:
            keys.append(("number", number))
        home, problem = self._known_as(row, person, number, keys)
        if problem is not None:
            return [problem]
        if home is not None:
            keys.append(("resident", str(home)))
        line = next((self._seen[key] for key in keys if key in self._seen), 0)
        if line:
            return [Problem("name", "import.repeated", {"row": line})]
        self._seen |= dict.fromkeys(keys, row.number)
        known = None if home is None else self._helpers.get(home)
        draft = replace(arrival.draft, resident_id=home, newcomer=person if home is None else None)
        found = rules.problems_in_volunteer(draft, person.birth_date, self._today)
        if any(p.level == "error" for p in found):
            return found
        if known is not None and self._headings.get("status") and known.status is not arrival.status:
            found.append(Problem("status", "import.standing_stays", {"name": person.name}, "warning"))
        fits = replace(arrival, draft=draft, volunteer_id=None if known is None else known.id)
        self._taken.append((self._hours_told(fits, row), person))
        return found

    def _known_as(
        self, row: SheetRow, person: ResidentDraft, number: str, keys: list[tuple[str, ...]]
    ) -> tuple[int | None, Problem | None]:
        """The resident a row means: by our number, by ID number, by name and phone or birth, by what is not hidden."""
        people = self._people
        home = people.known_as(keys, person.id_number or "")
        owner = self._numbers.get(number) if number else None
        if owner is not None:
            same = people.stored.get(owner.resident_id)
            if same is None or same.name != person.name or (home not in (None, owner.resident_id)):
                return None, Problem("number", "volunteers.number_taken", {"number": number})
            return owner.resident_id, None
        if home is None and not person.id_number:
            hidden = {
                field: plain(row.cells.get(field)) if HIDDEN in plain(row.cells.get(field)) else ""
                for field in ("id_number", "phone")
            }
            told = any(hidden.values())
            if told or not (person.phone or person.birth_date):
                alike = people.named(person.name, **hidden)
                if len(alike) == 1 and told:
                    return alike[0], None
                if alike:
                    return None, Problem(
                        "name", "import.who_of_them", {"count": len(alike), "name": person.name}
                    )
        if home is not None and people.stored[home].status is ResidentStatus.DECEASED:
            return None, Problem("name", "people.id_taken", {"name": people.stored[home].name})
        return home, None

    def _arrival(self, row: SheetRow) -> tuple[Arrival, list[Problem]]:
        """What the row says of the volunteer, and what in it cannot be read."""
        cells = {field: plain(cell) for field, cell in row.cells.items()}
        problems: list[Problem] = []
        status = standing_in(cells.get("status", ""))
        if status is None:
            problems.append(
                Problem("status", "import.choice", {"text": cells["status"], "choices": "在册、暂停、注销…"})
            )
        since = _day(row.cells.get("registered_on"))
        if cells.get("registered_on") and since is None:
            problems.append(Problem("registered_on", "import.date", {"text": cells["registered_on"]}))
        elif since is not None and since > self._today:
            problems.append(Problem("registered_on", "volunteers.in_future"))
        times = times_in(cells.get("times", "")) if minutes_in(cells.get("times")) is None else ()
        if times is None:
            problems.append(Problem("times", "import.week", {"text": cells["times"]}, "warning"))
        said: dict[str, Any] = {field: cells.get(field, "") for field in _TEXTS}
        for field in ("wanted_shifts", "most_shifts"):
            if cells.get(field) and not is_count(cells[field]):
                problems.append(Problem(field, "import.number", {"text": cells[field]}))
            said[field] = int(cells[field]) if is_count(cells.get(field, "")) else 0
        problems += [
            Problem(field, "import.hours", {"text": cells[field]})
            for field in _LENGTHS
            if cells.get(field) and minutes_in(row.cells[field], self._headings[field]) is None
        ]
        draft = VolunteerDraft(
            number=cells.get("number", ""),
            party_member=cells.get("political", "").lower() in _PARTY,
            note=cells.get("note", ""),
            **said,
        )
        return Arrival(
            draft,
            None,
            status or VolunteerStatus.ACTIVE,
            since,
            listed(cells.get("skills", "")),
            listed(cells.get("teams", "")),
            times or (),
        ), problems

    def _hours_told(self, arrival: Arrival, row: SheetRow) -> Arrival:
        """The hours served elsewhere: of one of our own lists only those brought in, unless the person is new here."""
        told = {
            field: minutes_in(row.cells[field], self._headings[field]) or 0
            for field in _LENGTHS
            if field in row.cells and plain(row.cells[field])
        }
        ours = "brought_recognised" in self._headings or "brought_honorary" in self._headings
        if ours and arrival.volunteer_id is not None:
            return replace(
                arrival, recognised=told.get("brought_recognised"), honorary=told.get("brought_honorary")
            )
        if ours:
            sums = {
                kind: told.get(kind, 0) + told.get(f"brought_{kind}", 0)
                for kind in ("recognised", "honorary")
            }
            return replace(arrival, **sums)  # type: ignore[arg-type]
        if "total" not in told and "times" in row.cells and (length := minutes_in(row.cells["times"])):
            told["total"] = length  # Some platforms call the hours served 服务时间.
        recognised, honorary = told.get("recognised"), told.get("honorary")
        if "total" in told and recognised is None:
            recognised = max(0, told["total"] - (honorary or 0))
        elif "total" in told and honorary is None:
            honorary = max(0, told["total"] - (recognised or 0))
        return replace(arrival, recognised=recognised, honorary=honorary)


def _open(field: str, cell: Cell) -> Cell:
    """A cell without numbers that are partly hidden: they say nothing new."""
    return (
        None
        if field in ("id_number", "phone", "guardian_phone", "contact_phone") and HIDDEN in plain(cell)
        else cell
    )


def _day(cell: Cell) -> date | None:
    """The day of a cell that may hold a time as well: 2021-03-05 10:22:31."""
    return cell_date(cell) or cell_date(plain(cell).replace("T", " ").split(" ")[0])
