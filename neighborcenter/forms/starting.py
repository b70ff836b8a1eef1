"""The shipped forms of a new center; each belongs to a module and is an ordinary form afterwards."""

from neighborcenter.accounts.permissions import Permission
from neighborcenter.forms import service
from neighborcenter.forms.files import shipped
from neighborcenter.kit.work import Work
from neighborcenter.modules import queries as modules


def make_starting_forms(work: Work) -> int:
    """Add every shipped form whose module is there and whose key is new. Returns how many."""
    work.require(Permission.FORMS_DESIGN)
    known = {one.key: one.id for one in modules.board(work, closed=True) if one.key}
    taken = service.keys(work)
    added = 0
    for one in shipped():
        module_id = known.get(one.module)
        if module_id is not None and one.key not in taken:
            service.create_form(work, one.draft(module_id), publish=True)
            added += 1
    return added
