"""init: how an installation begins."""

import os

from neighborcenter.backend import Backend
from neighborcenter.center.models import CenterKind
from neighborcenter.cli.arguments import Add
from neighborcenter.cli.call import Answer, Call
from neighborcenter.data import founding
from neighborcenter.kit.actor import system_actor
from neighborcenter.kit.db import address_of
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import Problem, Refused, refuse


def add_commands(add: Add) -> None:
    """The commands of this file."""
    one = add("init", "main.py init --name 桂花里邻里中心 --admin lin", init)
    one.add_argument("--name", required=True, help=_("name of the center"))
    one.add_argument("--town", default="", metavar="CODE", help=_("nine digits of the township"))
    one.add_argument(
        "--kind", choices=[kind.value for kind in CenterKind], default="community", help=_("its kind")
    )
    one.add_argument(
        "--admin", required=True, metavar="USER", help=_("sign-in name of the first administrator")
    )


def init(call: Call) -> Answer:
    """Found a center. The administrator's password comes from the environment or is asked for."""
    options = call.options
    password = _first_password(call)
    draft = founding.FoundingDraft(
        name=options.name,
        login=options.admin,
        password=password,
        kind=CenterKind(options.kind),
        town_code=options.town,
        code=getattr(options, "center", None) or "main",
    )
    refuse(founding.problems_in(draft))
    with call.backend(create=True) as opened:
        found(opened, draft)
        # With the password of the server taken out.
        where = address_of(call.url).render_as_string() if call.url else str(call.paths.database)
        lines = [_("Center “{name}” is ready: {database}").format(name=draft.name, database=where)]
        return Answer({"center": draft.code, "name": draft.name, "database": where}, lines)


def _first_password(call: Call) -> str:
    """The password of the administrator who is to be made."""
    if os.environ.get("NEIGHBORCENTER_PASSWORD"):
        return os.environ["NEIGHBORCENTER_PASSWORD"]
    return call.credentials()[1]


def found(opened: Backend, draft: founding.FoundingDraft) -> int:
    """Found the one center of a database. Raises Refused where there is one; returns its id."""
    present = opened.centers()
    if present:
        raise Refused(Problem("", "cli.center_exists", {"name": present[0][2]}))
    with opened.work(system_actor(0)) as work:
        return founding.found_center(work, draft).center_id
