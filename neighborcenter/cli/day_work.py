"""entry match, entry outcome: who fits an offer of day work, and what came of it."""

from neighborcenter.cli.arguments import Words, count
from neighborcenter.cli.call import Answer, Call
from neighborcenter.forms.jobs import queries, service
from neighborcenter.forms.jobs.drafts import Match
from neighborcenter.forms.jobs.kinds import Outcome
from neighborcenter.forms.jobs.texts import words_of
from neighborcenter.kit.i18n import _

OUTCOMES = {"hired": Outcome.HIRED, "sent": Outcome.SENT, "refused": Outcome.REFUSED}


def add_day_work(act: Words) -> None:
    """The commands of this file, among those of entries."""
    one = act(
        "match",
        _("Who fits an offer of work, or which offers fit a seeker."),
        "main.py entry match 17",
        match,
    )
    one.add_argument("id", type=count, metavar="ID", help=_("the entry of the offer or of the seeker"))
    one = act(
        "outcome",
        _("Write down in both ledgers what came of sending a seeker to an offer."),
        "main.py entry outcome 17 42 hired",
        outcome,
    )
    one.add_argument("offer", type=count, metavar="OFFER", help=_("the entry of the offer"))
    one.add_argument("seeker", type=count, metavar="SEEKER", help=_("the entry of the seeker"))
    one.add_argument("outcome", choices=tuple(OUTCOMES), help=_("what came of it"))


def match(call: Call) -> Answer:
    """The ranked list with its reasons."""
    with call.reading() as read:
        found = queries.matches(read, call.options.id)
    lines = [
        f"{one.points:>3}%  {_name(one, about_offer=found.offer is None)}  "
        + " · ".join(words_of(reason) for reason in one.reasons)
        for one in found.found
    ]
    data = [
        {"offer": one.offer.id, "seeker": one.seeker.id, "name": one.seeker.name, "firm": one.offer.firm,
         "points": one.points, "reasons": [words_of(reason) for reason in one.reasons], "barred": one.barred}
        for one in found.found
    ]  # fmt: skip
    return Answer({"matches": data}, lines or [_("Nobody fits.")])


def _name(one: Match, *, about_offer: bool) -> str:
    if about_offer:
        return f"{one.offer.id}  {one.offer.trade} {one.offer.firm}"
    return f"{one.seeker.id}  {one.seeker.name}"


def outcome(call: Call) -> Answer:
    """One outcome in both ledgers."""
    options = call.options
    with call.working() as work:
        done = service.settle(work, options.offer, options.seeker, OUTCOMES[options.outcome])
    said = _("Written into both ledgers: {name}, {outcome}").format(
        name=done.seeker.row.name, outcome=done.outcome.value
    )
    return Answer({"offer": options.offer, "seeker": options.seeker, "result": done.outcome.value}, [said])
