"""Three forms of other offices for the example center, pointed at the records; the list has been handed in once."""

from datetime import timedelta

from neighborcenter.kit.paths import resource
from neighborcenter.kit.times import Month
from neighborcenter.kit.work import Work
from neighborcenter.reports.fill.drafts import FillDraft, TemplateDraft
from neighborcenter.reports.fill.service import add_template, fill_template

FORMS = (
    ("困难群众花名册", "镇民政办", "low_income.xlsx"),
    ("活动开展情况统计表", "镇党建办", "activities.docx"),
    ("工作情况说明", "镇社区办", "situation.docx"),
)


def fill(work: Work) -> list[int]:
    """Keep the three forms, and hand in the list of the last full month. Returns their ids."""
    kept = []
    for name, office, file in FORMS:
        stored = resource("seed", "office_forms", file)
        draft = TemplateDraft(name, f"{name}{stored.suffix}", stored.read_bytes(), office)
        kept.append(add_template(work, draft))
    month = Month.of(work.clock.today()).previous()
    last = month.next_first - timedelta(days=1)
    fill_template(work, FillDraft(kept[0], month.first, last), f"{month} {FORMS[0][0]}.xlsx")
    return kept
