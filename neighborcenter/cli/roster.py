"""roster: who works when. The center's own weeks stand in `rostering`, public instances in `solving`."""

from neighborcenter.cli.arguments import Add, acts_of
from neighborcenter.kit.i18n import N_

WEEKS = {
    "check": N_("What the rules say about a week; ends with 1 when a block is broken."),
    "propose": N_("Fill a week as well as it can be filled."),
    "copy": N_("Copy the people of the week before."),
    "print": N_("A week or a month as a paper for the wall."),
    "publish": N_("Make a week known; lists who must be told."),
}
INSTANCES = {
    "solve-instance": N_("One public instance file through the roster engine; no database, no sign-in.")
}


def add_commands(add: Add) -> None:
    """The command of this file."""
    act = acts_of(add("roster", "main.py roster check --week 2026-W48", None))
    act.later("rostering", WEEKS)
    act.later("solving", INSTANCES)
