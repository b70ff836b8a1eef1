"""What can be done on the People page, as data: menu, keys, F1 sheet and palette come from it."""

from collections.abc import Callable

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.i18n import N_
from ui.kit.actions import ActionSpec

Run = Callable[[], object]


def specs(
    *,
    new_resident: Run,
    new_household: Run,
    new_group: Run,
    edit: Run,
    merge: Run,
    find: Run,
    print_list: Run,
    tags: Run,
) -> tuple[ActionSpec, ...]:
    """The actions of the page, each with what it runs."""
    write = Permission.PEOPLE_WRITE
    return (
        ActionSpec("people.new", N_("New resident"), "user-plus", "Ctrl+N", write, run=new_resident),
        ActionSpec("people.edit", N_("Change"), "pencil", "Ctrl+E", write, "selection", run=edit),
        ActionSpec("people.find", N_("Find in this list"), "search", "Ctrl+F", run=find),
        ActionSpec(
            "people.merge",
            N_("Merge with a double"),
            "combine",
            "",
            Permission.PEOPLE_MERGE,
            "selection",
            run=merge,
        ),
        ActionSpec("people.new_household", N_("New household"), "house", "", write, run=new_household),
        ActionSpec("people.new_group", N_("New group"), "users", "", write, run=new_group),
        ActionSpec("people.tags", N_("Set up care tags"), "tag", "", write, run=tags),
        ActionSpec(
            "people.print", N_("Print this list"), "printer", "Ctrl+P", Permission.EXPORT, run=print_list
        ),
    )
