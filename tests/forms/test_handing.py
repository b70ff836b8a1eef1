"""A resident's request is handed over to another office: noted, told to whom, taken back."""

from datetime import date

import pytest

from neighborcenter.forms import entry_queries, entry_service, files, handing, service
from neighborcenter.forms.drafts import EntryDraft
from neighborcenter.kit.problems import Invalid
from neighborcenter.kit.work import Work
from neighborcenter.modules import service as modules
from neighborcenter.modules.drafts import ModuleDraft
from neighborcenter.reports.press import press
from tests.support.builders import Builders

SHIPPED = {one.key: one for one in files.shipped()}
SAID = {"kind": "噪音扰民", "matter": "广场舞音量大，晚上九点后仍不停", "by": "林晓", "steps": "先与领队说明"}


@pytest.fixture
def form(work: Work) -> int:
    """The shipped form of requests."""
    module = modules.set_up_module(work, ModuleDraft("社区事务"))
    return service.create_form(work, SHIPPED["requests"].draft(module), publish=True)


@pytest.fixture
def request_of(work: Work, make: Builders, form: int) -> int:
    """What 陈秀英 asked for three days ago."""
    person = make.resident("陈秀英")
    return entry_service.add_entry(work, EntryDraft(form, SAID, date(2026, 11, 20), person)).entry_id


@pytest.mark.both_engines
def test_a_request_goes_to_the_platform_and_comes_back(work: Work, form: int, request_of: int) -> None:
    handing.hand_over(work, request_of, "镇综合平台")
    card = entry_queries.entry_card(work, request_of)
    assert (handing.handed_to(card), card.values["handed_on"]) == ("镇综合平台", date(2026, 11, 23))
    assert (card.row.day, card.row.name) == (date(2026, 11, 20), "陈秀英")
    assert {key: card.values[key] for key in SAID} == SAID
    assert handing.usual_receiver(work, form, card.definition) == "镇综合平台"
    with pytest.raises(Invalid):
        handing.hand_over(work, request_of, "住建所")
    handing.take_back(work, request_of)
    card = entry_queries.entry_card(work, request_of)
    assert "handed_on" not in card.values
    assert not handing.handed_to(card)
    with pytest.raises(Invalid):
        handing.take_back(work, request_of)
    assert handing.usual_receiver(work, form, card.definition) == ""


def test_the_office_signs_the_sheet_of_what_it_got(work: Work, request_of: int) -> None:
    before = press(work, "form_entry", {"entry": request_of}).paper.story[-1]
    handing.hand_over(work, request_of, "镇综合平台")
    after = press(work, "form_entry", {"entry": request_of}).paper.story[-1]
    assert "Resident" in str(before)
    assert "Received by 镇综合平台" in str(after)
