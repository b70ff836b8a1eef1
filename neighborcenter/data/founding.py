"""The first start: from an empty folder to a center that can be worked in, as one act."""

from dataclasses import dataclass

from neighborcenter.accounts import rules as account_rules
from neighborcenter.accounts import service as accounts
from neighborcenter.accounts.drafts import AccountDraft
from neighborcenter.booking.rulebook.starting import make_starting_rules
from neighborcenter.center.drafts import USUAL_CODE
from neighborcenter.center.models import CenterKind, center
from neighborcenter.data.seed import seed_center
from neighborcenter.forms.starting import make_starting_forms
from neighborcenter.kit.actor import Actor
from neighborcenter.kit.problems import Problem, refuse
from neighborcenter.kit.work import Work
from neighborcenter.people.group_service import make_starting_tags


@dataclass(frozen=True, slots=True)
class FoundingDraft:
    """What is needed to begin: the center's name and its first administrator."""

    name: str
    login: str
    password: str
    person: str = ""
    kind: CenterKind = CenterKind.COMMUNITY
    town_code: str = ""
    operator: str = ""
    code: str = USUAL_CODE


@dataclass(frozen=True, slots=True)
class Founded:
    """The new center and its administrator."""

    center_id: int
    account_id: int


def problems_in(draft: FoundingDraft) -> list[Problem]:
    """What is missing or wrong before anything is made. Pure, so that the first-run page can ask as one types."""
    problems = []
    if not draft.name.strip():
        problems.append(Problem("name", "center.name_missing"))
    problems += account_rules.problems_in_login(draft.login.strip())
    problems += account_rules.problems_in_password(draft.password, draft.login.strip())
    return problems


def found_center(work: Work, draft: FoundingDraft) -> Founded:
    """Make the center, its roles and first administrator, its modules, example services, hours and holidays.

    Only the program itself may (`work.actor.everything`). Raises Invalid.
    """
    work.require("center.found")
    refuse(problems_in(draft))
    center_id = work.insert(
        center,
        code=draft.code,
        name=draft.name.strip(),
        kind=draft.kind,
        town_code=draft.town_code,
        operator=draft.operator.strip(),
    )
    work.center_id = center_id
    work.actor = Actor(None, "system", center_id, everything=True)
    accounts.make_roles(work)
    account_id = accounts.add_account(
        work,
        AccountDraft(
            login=draft.login.strip(),
            name=draft.person.strip() or draft.login.strip(),
            password=draft.password,
            roles=("administrator",),
            must_change=False,
        ),
    )
    make_starting_tags(work)
    make_starting_rules(work)
    seed_center(work)
    make_starting_forms(work)
    work.record("center.found", "center", center_id, name=draft.name.strip())
    return Founded(center_id, account_id)
