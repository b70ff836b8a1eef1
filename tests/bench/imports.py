"""Speed of a list of residents coming in, with every check, beside the bare reading of the same file."""

import tempfile
import time
from datetime import date, datetime
from pathlib import Path
from random import Random

from neighborcenter.backend import Backend
from neighborcenter.data.demo_people import residents
from neighborcenter.data.importers.residents import ResidentImporter
from neighborcenter.data.importing import import_file
from neighborcenter.kit.clock import FixedClock
from neighborcenter.kit.paths import Paths
from tests.bench import Figure
from tests.support.builders import Builders, found_center

ROWS = 20_000
HEAD = ("姓名", "性别", "出生日期", "身份证号", "联系电话", "居住地址", "监护人", "监护人电话", "标签")


def write_list(path: Path, rows: int) -> None:
    """A workbook as offices keep it: one row a person, the flat in one address cell."""
    import xlsxwriter

    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet("居民")
        page.write_row(0, 0, HEAD)
        for line, person in enumerate(residents(Random(1), rows, date(2026, 11, 23)), 1):
            draft = person.draft
            flat = f"{draft.community}{draft.building}幢{draft.door}室"
            sex = "男" if draft.sex.value == "male" else "女"
            birth = draft.birth_date.isoformat() if draft.birth_date else ""
            page.write_row(
                line,
                0,
                (
                    draft.name,
                    sex,
                    birth,
                    draft.id_number,
                    draft.phone,
                    flat,
                    draft.guardian_name,
                    draft.guardian_phone,
                    "、".join(person.tags),
                ),
            )


def measure(scale: float) -> list[Figure]:
    """20,000 residents from XLSX: read, checked, matched, written with their search keys, kept."""
    from python_calamine import CalamineWorkbook

    rows = max(20, round(ROWS * scale))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "居民.xlsx"
        write_list(path, rows)
        begun = time.perf_counter()
        CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
        floor = time.perf_counter() - begun
        backend = Backend.open(
            Paths(Path(folder) / "data"), clock=FixedClock(datetime(2026, 11, 23, 10, 15)), create=True
        )
        actor = Builders.administrator(backend, found_center(backend))
        begun = time.perf_counter()
        outcome = import_file(backend, actor, ResidentImporter(), path, skip_bad=True)
        took = time.perf_counter() - begun
        backend.close()
    note = f"{outcome.added:,} new, {len(outcome.refused)} refused"
    return [Figure(f"{rows:,} residents imported from XLSX", took, "s", floor, 10.0, note)]
