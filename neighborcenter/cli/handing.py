"""entry hand: a resident's request goes to another office, or comes back."""

from neighborcenter.cli.arguments import Words, count
from neighborcenter.cli.call import Answer, Call
from neighborcenter.forms import handing
from neighborcenter.kit.i18n import _


def add_hand(act: Words) -> None:
    """The command of this file, among those of entries."""
    one = act(
        "hand",
        _("Note that an entry was handed over to another office."),
        "main.py entry hand 17 --to 镇综合平台",
        hand,
    )
    one.add_argument("id", type=count, metavar="ID", help=_("the entry"))
    way = one.add_mutually_exclusive_group(required=True)
    way.add_argument("--to", metavar="S", help=_("which office"))
    way.add_argument("--back", action="store_true", help=_("it was not handed over, or came back"))


def hand(call: Call) -> Answer:
    """Hand over, or take that back."""
    options = call.options
    with call.working() as work:
        if options.back:
            handing.take_back(work, options.id)
            return Answer({"entry": options.id, "to": None}, [_("Not handed over any more")])
        handing.hand_over(work, options.id, options.to)
    return Answer({"entry": options.id, "to": options.to}, [_("Handed over to {to}").format(to=options.to)])
