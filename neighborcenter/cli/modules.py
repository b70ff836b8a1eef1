"""module: the "1+6+X" service modules; their names are the center's own."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from neighborcenter.cli import names
from neighborcenter.cli.arguments import Add, acts_of
from neighborcenter.cli.call import Answer, Call, plain
from neighborcenter.kit.fold import fold
from neighborcenter.kit.i18n import _
from neighborcenter.kit.matching import matched
from neighborcenter.kit.work import Read, Work
from neighborcenter.modules import queries, service
from neighborcenter.modules.drafts import ModuleDraft
from neighborcenter.modules.queries import ModuleRow

Verb = Callable[[Work, int], None]
MOVES: dict[str, Verb] = {
    "rest": service.suspend_module,
    "open": service.open_module,
    "close": service.close_module,
}


def add_commands(add: Add) -> None:
    """The commands of this file."""
    act = acts_of(add("module", "main.py module list", None))
    one = act("list", _("The modules in their order."), "main.py module list", listed)
    one.add_argument("--closed", action="store_true", help=_("closed ones too"))
    example = "main.py module change 便民服务 --name 便民服务厅 --lead 周敏"
    one = act("change", _("Rename or describe a module."), example, change)
    _which(one)
    one.add_argument("--name", metavar="S", help=_("what it is called from now on"))
    one.add_argument("--name-en", metavar="S", help=_("name in English"))
    one.add_argument("--description", metavar="S", help=_("what it does"))
    one.add_argument("--lead", dest="lead_name", metavar="S", help=_("head of the module"))
    one.add_argument("--lead-phone", metavar="N", help=_("phone of the lead"))
    for name, words in (
        ("rest", _("Let a module rest; its services stay.")),
        ("open", _("Open a module that was planned, rests or is closed.")),
        ("close", _("Close an X module; what it did stays on record.")),
    ):
        _which(act(name, words, f"main.py module {name} 金融驿站", partial(move, MOVES[name])))


def _which(one: Any) -> None:
    one.add_argument("module", metavar="MODULE", help=_("module, by name or id"))


def listed(call: Call) -> Answer:
    """The board."""
    with call.reading() as read:
        rows = queries.board(read, closed=call.options.closed)
    lines = [f"{row.id}  {row.number}  {row.name}  {row.operator}" for row in rows]
    return Answer({"modules": [_told(row) for row in rows]}, lines)


def change(call: Call) -> Answer:
    """Say anew what was named; the rest stays."""
    options = call.options
    with call.working() as work:
        row = _module(work, options.module)
        draft = ModuleDraft(
            row.name, row.number, row.name_en, row.description, row.color, row.operator, row.lead_id,
            row.lead_name, row.lead_phone, row.opened_on, key=row.key,
        )  # fmt: skip
        asked = ("name", "name_en", "description", "lead_name", "lead_phone")
        said = {key: getattr(options, key) for key in asked if getattr(options, key) is not None}
        if "lead_name" in said:
            said["lead_id"] = None
        service.change_module(work, row.id, replace(draft, **said), version=row.version)
        return _answer(work, row.id)


def move(verb: Verb, call: Call) -> Answer:
    """Let it rest, open it or close it."""
    with call.working() as work:
        row = _module(work, call.options.module)
        verb(work, row.id)
        return _answer(work, row.id)


def _answer(read: Read, ref: int) -> Answer:
    row = queries.module_card(read, ref)
    assert row is not None
    return Answer(_told(row), [f"{row.number}  {row.name}"])


def _module(read: Read, typed: str) -> ModuleRow:
    """A module by id, name, or letters that fit one only.  Raises NotFound, Ambiguous."""
    known = queries.board(read, closed=True)
    found = [one for one in known if fold(typed) in (one.name, str(one.id))]
    found = found or [one for one in known if matched(one.name, fold(typed))]
    ref = names.only(typed, [(one.id, one.name) for one in found], "service_module", "module")
    return next(one for one in known if one.id == ref)


def _told(row: ModuleRow) -> dict[str, Any]:
    return {
        "module": row.id, "number": row.number, "name": row.name, "name_en": row.name_en,
        "description": row.description, "status": row.status, "operator": row.operator,
        "operator_until": plain(row.operator_until), "lead": row.lead_name, "rooms": list(row.rooms),
    }  # fmt: skip
