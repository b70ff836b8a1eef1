"""Services from a list: which headings are understood, how cells are read, how a row becomes a draft. Pure."""

import re
from collections.abc import Mapping

from neighborcenter.catalog.drafts import PaperDraft, ServiceDraft
from neighborcenter.kit.problems import Problem

KIND = "services"
NEEDED: tuple[str, ...] = ("name",)

NAMES: Mapping[str, tuple[str, ...]] = {
    "name": ("事项名称", "服务名称", "名称", "服务事项", "项目名称", "Name", "Service", "name_zh"),
    "module": ("所属模块", "模块", "类别", "功能区", "Module"),
    "handling": ("办理方式", "办理形式", "方式", "Handling"),
    "name_en": ("英文名称", "English name"),
    "category": ("事项类型", "性质", "Category"),
    "department": ("责任部门", "主管部门", "部门", "办理部门", "Department", "department_zh"),
    "days": ("承诺时限", "办理时限", "时限", "工作日", "Days", "processing_days"),
    "fee": ("收费", "收费标准", "费用", "Fee", "fee_zh"),
    "papers": ("所需材料", "申请材料", "材料", "材料名称", "Papers", "Materials", "materials_zh"),
    "window_hours": ("办理时间", "服务时间", "受理时间", "Hours"),
    "eligibility": ("服务对象", "受理条件", "对象", "Who"),
    "steps": ("办理流程", "流程", "备注", "说明", "Steps"),
    "refer_to": ("转介去处", "去哪里办", "Where"),
}

_HANDLINGS = {
    "direct": ("direct", "办理", "直办", "直接办理", "直接办结", "当场办理", "自办", "现场服务", "done here"),
    "agency": ("agency", "代办", "受理转办", "村级受理", "代收", "taken in for others"),
    "assisted": ("assisted", "帮办", "协办", "协助", "陪办", "自助", "helped with"),
    "referral": ("referral", "转介", "告知", "公开告知", "引导", "referred"),
}
_CATEGORIES = {
    "government": ("government", "政务", "政务服务", "行政事项", "公共服务", "government matter"),
    "public-welfare": ("public-welfare", "公益", "公益服务", "便民", "便民服务", "志愿", "public welfare"),
    "market": ("market", "市场", "经营", "商业服务", "有偿", "market service"),
}
_ON_THE_SPOT = {"当场", "即办", "即时", "当日", "立等可取", "on the spot", "0"}
_COPIES = re.compile(r"(?:原件及复印件|复印件|原件)?\s*(?:各?\d+\s*[份张])?$")


def service_from(
    cells: Mapping[str, str], modules: Mapping[str, int], home: int | None = None
) -> tuple[ServiceDraft | None, list[Problem]]:
    """A draft from the texts of one row; `modules` by name, `home` for rows that name none.

    Returns None and the problems when a cell cannot be understood.
    """
    found: list[Problem] = []
    module_id = _module(cells.get("module", ""), modules, home, found)
    handling = _one_of(cells.get("handling", ""), _HANDLINGS, "direct", "handling", found)
    category = _one_of(cells.get("category", ""), _CATEGORIES, "public-welfare", "category", found)
    days, on_the_spot = _days(cells.get("days", ""), found)
    if any(p.level == "error" for p in found):
        return None, found
    return (
        ServiceDraft(
            name=cells.get("name", "").strip(),
            module_id=module_id or 0,
            handling=handling,
            name_en=cells.get("name_en", "").strip(),
            category=category,
            department=cells.get("department", "").strip(),
            days=days,
            on_the_spot=on_the_spot,
            fee=cells.get("fee", "").strip(),
            window_hours=cells.get("window_hours", "").strip(),
            eligibility=cells.get("eligibility", "").strip(),
            steps=cells.get("steps", "").strip(),
            refer_to=cells.get("refer_to", "").strip(),
            papers=papers_from(cells.get("papers", "")),
        ),
        found,
    )


def papers_from(text: str) -> tuple[PaperDraft, ...]:
    """Papers of one cell: "1.身份证原件；2、户口簿复印件 2 份（非必要）"."""
    papers: dict[str, PaperDraft] = {}
    for piece in re.split(r"[;；\n]+|(?<=[^\d])(?=\d+[.、．)）])", text):
        piece = re.sub(r"^\s*[（(]?\d+[)）.、．]\s*", "", piece).strip(" 。.,，")
        need = "unknown"
        if re.search(r"[（(]非必要[）)]|[（(]可选[）)]|[（(]optional[）)]", piece):
            need = "optional"
        elif re.search(r"[（(]必要[）)]|[（(]必需[）)]|[（(]必须[）)]|[（(]necessary[）)]", piece):
            need = "necessary"
        piece = re.sub(r"[（(](?:非必要|可选|必要|必需|必须|optional|necessary)[）)]", "", piece).strip()
        if not piece:
            continue
        tail = _COPIES.search(piece)
        copies = tail[0].strip() if tail else ""
        name = piece[: len(piece) - len(tail[0])].strip() if tail and tail.start() else piece
        papers.setdefault(name, PaperDraft(name, need, copies if name != piece else ""))
    return tuple(papers.values())


def _module(text: str, modules: Mapping[str, int], home: int | None, found: list[Problem]) -> int | None:
    name = text.strip()
    if not name and home is not None:
        return home
    fits = [ref for known, ref in modules.items() if known == name] or [
        ref for known, ref in modules.items() if name and (known in name or name in known)
    ]
    if len(fits) == 1:
        return fits[0]
    found.append(Problem("module", "catalog.sheet_module", {"name": name}))
    return None


def _one_of(
    text: str, words: Mapping[str, tuple[str, ...]], default: str, field: str, found: list[Problem]
) -> str:
    wanted = text.strip().lower()
    if not wanted:
        return default
    for value, known in words.items():
        if wanted in known:
            return value
    code = "catalog.sheet_handling" if field == "handling" else "catalog.no_category"
    found.append(Problem(field, code, {"text": text.strip(), "category": text.strip()}))
    return default


def _days(text: str, found: list[Problem]) -> tuple[int | None, bool]:
    """ "15 个工作日" is 15, "当场" is on the spot, nothing is nothing."""
    plain = text.strip().lower()
    if not plain:
        return None, False
    if plain in _ON_THE_SPOT or plain.startswith(("当场", "即办", "即时")):
        return None, True
    number = re.fullmatch(
        r"(\d{1,3})(?:\.0)?\s*(?:个)?(?:工作日|天|日|working days?|days?)?(?:内|以内)?", plain
    )
    if number is None:
        found.append(Problem("days", "catalog.sheet_days", {"text": text.strip()}))
        return None, False
    return int(number[1]), False
