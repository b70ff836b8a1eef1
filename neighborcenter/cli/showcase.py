"""What `python3 main.py` does where no window can be seen: the demo center, its month summary, its screens."""

import sys
import tempfile
from pathlib import Path

from neighborcenter.backend import Backend
from neighborcenter.cli.call import Tour
from neighborcenter.data import demo, founding
from neighborcenter.kit.actor import Actor, system_actor
from neighborcenter.kit.i18n import _, set_language
from neighborcenter.kit.paths import Paths
from neighborcenter.kit.problems import Refused, Unavailable, speak
from neighborcenter.kit.times import Month
from neighborcenter.reports.fill import demo as office_forms
from neighborcenter.reports.press import press

RESIDENTS, MONTHS = 400, 3


def show(tour: Tour, out: Path) -> int:
    """Make everything below `out` and print the paths; returns the exit code."""
    set_language("zh_CN")
    _say(
        _(
            "There is no display here, so no window can open. Instead the demo center is made and its paper and pictures are saved."
        )
    )
    try:
        out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="neighborcenter-demo-") as scratch:
            _show(Paths(Path(scratch)), tour, out)
    except Refused as refused:
        _say("\n".join(speak(problem) for problem in refused.problems))
        return 1
    except Unavailable as trouble:
        _say(speak(trouble))
        return 3
    except OSError as error:
        _say(_("The folder {folder} cannot be written: {reason}").format(folder=out, reason=error.strerror))
        return 3
    return 0


def _show(paths: Paths, tour: Tour, out: Path) -> None:
    opened = Backend.open(paths, create=True)
    try:
        draft = founding.FoundingDraft(
            demo.CENTER_NAME, demo.LOGIN, demo.PASSWORD, demo.PERSON, town_code=demo.TOWN_CODE
        )
        with opened.work(system_actor(0)) as work:
            founded = founding.found_center(work, draft)
        with opened.work(system_actor(founded.center_id)) as work:
            demo.fill_demo(work, demo.DemoOrder(RESIDENTS, MONTHS, 1))
            office_forms.fill(work)
        actor = Actor(founded.account_id, demo.PERSON, founded.center_id, everything=True)
        month = Month.of(opened.clock.today()).previous()
        with opened.read(actor) as read:
            pressed = press(read, "month-summary", {"month": month})
        paper = out / f"month-summary-{month}.pdf"
        pressed.save(paper)
        _say(str(paper))
        for picture in tour(opened, actor, out / "screens"):
            _say(str(picture))
    finally:
        opened.close()


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()
