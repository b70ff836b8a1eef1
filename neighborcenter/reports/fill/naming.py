"""How findings are said and filled files are called, on screen and on the command line alike."""

from pathlib import Path

from neighborcenter.kit.i18n import _
from neighborcenter.reports.fill.filling import Filled
from neighborcenter.reports.fill.rematch import Finding
from neighborcenter.reports.fill.texts import FINDINGS


def finding_words(one: Finding) -> str:
    """What became of one place, as a sentence."""
    return _(FINDINGS[one.fate]).format(what=one.what, old=one.old, new=one.new, now=one.now)


def named_files(out: Path, done: Filled) -> list[tuple[Path, bytes]]:
    """Where each copy goes: the file itself, or one for every person, named by the person beside it."""
    if len(done.copies) == 1:
        return [(out, done.copies[0].data)]
    taken: dict[str, int] = {}
    found = []
    for one in done.copies:
        name = "".join("-" if sign in '<>:"/\\|?*' or ord(sign) < 32 else sign for sign in one.label).strip(
            " ."
        )
        at = taken[name] = taken.get(name, 0) + 1
        words = f"{out.stem} {name}" + (f" {at}" if at > 1 else "")
        found.append((out.with_name(f"{words}{out.suffix}"), one.data))
    return found
