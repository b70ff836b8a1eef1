"""Residents from the lists that offices keep: one row a person, matched to who is known already."""

import re
from collections.abc import Mapping
from typing import Any

from neighborcenter.accounts.permissions import Permission
from neighborcenter.data.cells import cell_date
from neighborcenter.data.importers.matching import KnownPeople, keys_of
from neighborcenter.data.importing import Written
from neighborcenter.data.sheets import Sheet, SheetRow, plain
from neighborcenter.kit.fold import fold
from neighborcenter.kit.problems import Problem
from neighborcenter.kit.work import Work
from neighborcenter.people import bulk_service
from neighborcenter.people.drafts import ResidentDraft
from neighborcenter.people.kinds import ResidentStatus, Sex
from neighborcenter.people.rules import tidy

_SEXES = {
    "男": Sex.MALE, "男性": Sex.MALE, "m": Sex.MALE, "male": Sex.MALE, "1": Sex.MALE,
    "女": Sex.FEMALE, "女性": Sex.FEMALE, "f": Sex.FEMALE, "female": Sex.FEMALE, "2": Sex.FEMALE,
    "": Sex.UNKNOWN, "未知": Sex.UNKNOWN, "不详": Sex.UNKNOWN, "未说明": Sex.UNKNOWN, "not stated": Sex.UNKNOWN, "0": Sex.UNKNOWN, "9": Sex.UNKNOWN,
}  # fmt: skip
# 5幢302, 5号楼2单元302室, 桂花里5栋-302: the building, an optional stairwell, the door.
_FLAT = re.compile(r"^(?P<before>.*?)(?P<building>[0-9A-Za-z]+)\s*(?:号楼|幢|栋|座|#)\s*(?P<rest>.*)$")
_DOOR = re.compile(r"(?:(?P<stair>[0-9]+)\s*(?:单元|梯))?\s*-?(?P<door>[0-9A-Za-z-]+)\s*(?:室|房|号)?$")


class ResidentImporter:
    """Adds who is new, fills in what is missing of who is known, refuses what is wrong."""

    kind = "residents"
    permission = Permission.PEOPLE_IMPORT
    needed: tuple[str, ...] = ("name",)
    names: Mapping[str, tuple[str, ...]] = {
        "name": ("姓名", "居民姓名", "户主姓名", "Name", "名字"),
        "sex": ("性别", "Sex", "Gender"),
        "birth_date": ("出生日期", "出生年月", "出生年月日", "生日", "Birth date", "Date of birth"),
        "id_number": ("身份证号", "身份证号码", "身份证", "证件号码", "公民身份号码", "证件号", "ID number"),
        "phone": (
            "联系电话",
            "电话",
            "手机",
            "手机号",
            "手机号码",
            "联系方式",
            "电话号码",
            "Phone",
            "Mobile",
        ),
        "phone2": ("备用电话", "第二电话", "其他电话", "Other phone"),
        "community": ("小区", "社区", "自然村", "所属小区", "Community"),
        "building": ("楼栋", "楼栋单元", "幢", "栋", "楼号", "Building"),
        "door": ("门牌", "房号", "室", "门牌号", "房间号", "Door"),
        "address": ("居住地址", "住址", "地址", "现住址", "家庭住址", "居住地", "Address"),
        "guardian_name": ("监护人姓名", "监护人", "Guardian"),
        "guardian_phone": ("监护人电话", "监护人联系电话", "Guardian's phone"),
        "alert": ("注意事项", "提醒", "Alert"),
        "note": ("备注", "说明", "Note", "Remarks"),
        "tags": ("标签", "人员类别", "关爱标签", "类别", "Tags"),
    }

    def begin(self, work: Work, sheet: Sheet) -> None:
        """Load who is known: by ID number, by name and phone, by name and birth date."""
        self._today = work.clock.today()
        self._fields = frozenset(sheet.mapping)
        self._new: list[ResidentDraft] = []
        self._new_tags: list[tuple[str, ...]] = []
        self._changed: dict[int, ResidentDraft] = {}
        self._seen: dict[tuple[str, ...], tuple[int, str]] = {}
        self._people = KnownPeople(work)

    def take(self, row: SheetRow) -> list[Problem]:
        """One row: read, checked by the same rule as the form, matched."""
        draft, problems = read_resident(row)
        if any(p.level == "error" for p in problems):
            return problems
        clean, found = tidy(draft, self._today)
        problems += found
        if any(p.level == "error" for p in problems):
            return problems
        keys = keys_of(clean.name, clean.id_number or "", clean.phone or "", clean.birth_date)
        number = clean.id_number or ""
        for key in keys:
            line, other = self._seen.get(key, (0, ""))
            if line and (key[0] == "id" or not (number and other)):
                return [Problem("name", "import.repeated", {"row": line})]
        for key in keys:
            self._seen.setdefault(key, (row.number, number))
        people = self._people
        known = people.known_as(keys, number)
        if known is not None and people.stored[known].status is not ResidentStatus.ACTIVE:
            return [Problem("id_number", "people.id_taken", {"name": people.stored[known].name})]
        if known is None:
            self._new.append(clean)
            self._new_tags.append(listed(plain(row.cells.get("tags"))))
        elif (changed := people.filled_in(known, clean)) is not None:
            self._changed[known] = changed
        return [p for p in problems if p.code != "people.phone_missing"]

    def write(self, work: Work, batch_id: int) -> Written:
        """New people in bulk, known ones one by one with what they were before."""
        added = bulk_service.register_all(work, self._new, batch_id=batch_id, tags=self._new_tags)
        updated: list[tuple[int, Mapping[str, Any]]] = []
        for ref, draft in self._changed.items():
            before = bulk_service.fill_in(work, ref, draft)
            updated.append((ref, before))
        return Written(added, updated)

    def take_back(
        self, work: Work, batch_id: int, added: list[int], updated: dict[int, dict[str, Any]]
    ) -> int:
        """Remove who came with the batch and restore who was changed by it. Raises Invalid when in use."""
        return bulk_service.take_back(work, added, updated)


def read_resident(row: SheetRow) -> tuple[ResidentDraft, list[Problem]]:
    """The person of a row as typed, and what in it cannot be read."""
    cells = {field: plain(cell) for field, cell in row.cells.items()}
    problems: list[Problem] = []
    sex = _SEXES.get(cells.get("sex", "").lower())
    if sex is None:
        problems.append(Problem("sex", "import.choice", {"text": cells["sex"], "choices": "男、女"}))
    birth = None
    if cells.get("birth_date"):
        birth = cell_date(row.cells["birth_date"])
        if birth is None:
            problems.append(Problem("birth_date", "import.date", {"text": cells["birth_date"]}))
    community, building, door = _flat(cells)
    return (
        ResidentDraft(
            name=cells.get("name", ""),
            phone=cells.get("phone", ""),
            phone2=cells.get("phone2", ""),
            sex=sex or Sex.UNKNOWN,
            birth_date=birth,
            id_number=cells.get("id_number", ""),
            community=community,
            building=building,
            door=door,
            alert=cells.get("alert", ""),
            note=cells.get("note", ""),
            guardian_name=cells.get("guardian_name", ""),
            guardian_phone=cells.get("guardian_phone", ""),
        ),
        problems,
    )


def _flat(cells: Mapping[str, str]) -> tuple[str, str, str]:
    """Community, building and door; taken apart from one address when there is no column for each."""
    community, building, door = (fold(cells.get(name, "")) for name in ("community", "building", "door"))
    address = fold(cells.get("address", ""))
    whole = building if building and not door else address
    found = _FLAT.match(whole) if whole and not (building and door) else None
    if found is not None:
        building = found["building"]
        community = community or found["before"].strip()
        rest = _DOOR.match(found["rest"].strip())
        if rest is not None and not door:
            door = "-".join(part for part in (rest["stair"], rest["door"]) if part)
    elif not building and not community:
        community = address
    for unit in ("号楼", "幢", "栋", "座"):
        building = building.removesuffix(unit)
    return community, building, door.removesuffix("室").removesuffix("房")


def listed(text: str) -> tuple[str, ...]:
    """The words of a cell that holds several."""
    return tuple(part.strip() for part in re.split(r"[、，,;；/ ]+", text) if part.strip())
