"""The short forms about a matter: papers asked for, hand-over, result, return, withdrawal, satisfaction."""

from __future__ import annotations

from neighborcenter.desk.matters import hand_service, service
from neighborcenter.desk.matters.drafts import AskDraft, HandDraft, RateDraft
from neighborcenter.desk.matters.kinds import Satisfaction
from neighborcenter.desk.matters.queries import MatterCard
from neighborcenter.desk.matters.texts import satisfaction_name
from neighborcenter.kit.i18n import _
from neighborcenter.kit.work import Work
from ui.kit.fields import ChoiceField, LongTextField, TextField
from ui.kit.form import Field
from ui.kit.jobs import actor, runner
from ui.kit.moments import DateField
from ui.volunteers.ask_panel import AskPanel, Values


def _named(card: MatterCard) -> str:
    return f"{card.row.number} {card.row.who}"


def ask_panel(card: MatterCard) -> AskPanel:
    """Which papers are missing, by when."""

    def papers(values: Values) -> tuple[str, ...]:
        words = values["papers"].replace("，", "、").replace(",", "、").replace("\n", "、")
        return tuple(part.strip() for part in words.split("、") if part.strip())

    panel = AskPanel(
        _("Ask for papers"),
        _("Ask for them"),
        {
            "papers": Field(_("Which papers"), LongTextField(lines=3), _("One a line, or with commas")),
            "by": Field(_("By when"), DateField(runner().backend.clock.today)),
            "words": Field(_("What is to be said"), TextField()),
        },
        lambda values: (
            lambda work: service.ask(
                work, AskDraft(card.row.id, papers(values), values["words"], values["by"])
            )
        ),
        lambda _values, _done: _("{who}: papers are asked for").format(who=_named(card)),
        intro=_("The clock stands still until the papers are there."),
        undo=lambda work, _done: service.supply(work, card.row.id, (), _("Taken back")),
    )
    panel.form.set_values({"papers": "\n".join(card.missing)})
    return panel


def hand_panel(card: MatterCard) -> AskPanel:
    """Who gives which papers to whom; both sign on the sheet."""
    back = card.row.away
    me, office = actor().name, card.department
    panel = AskPanel(
        _("Papers come back") if back else _("Hand the papers over"),
        _("Write down"),
        {
            "giver": Field(_("Who gives"), TextField(), required=True),
            "taker": Field(_("Who takes"), TextField(), required=True),
            "papers": Field(_("Which papers"), LongTextField(lines=2)),
            "words": Field(_("Note"), TextField()),
        },
        lambda values: (
            lambda work: hand_service.hand_over(
                work,
                HandDraft(
                    card.row.id,
                    values["giver"],
                    values["taker"],
                    values["papers"],
                    values["words"],
                    back=back,
                ),
            )
        ),
        lambda _values, _done: (
            _("{who}: the papers are back") if back else _("{who}: the papers are at the office")
        ).format(who=_named(card)),
        intro=_("Both sides sign on the printed sheet."),
        undo=lambda work, _done: hand_service.undo_hand_over(work, card.row.id, back=back),
    )
    there = _(", ").join(paper.name for paper in card.papers if paper.there)
    panel.form.set_values(
        {"giver": office if back else me, "taker": me if back else office, "papers": "" if back else there}
    )
    return panel


def finish_panel(card: MatterCard) -> AskPanel:
    """What came of it, and at once what the resident says."""

    def verb(values: Values, work: Work) -> None:
        service.finish(work, card.row.id, values["result"])
        if values["satisfaction"] is not None:
            service.rate(work, RateDraft(card.row.id, values["satisfaction"], values["opinion"]))

    return AskPanel(
        _("Finish the matter"),
        _("Finish"),
        {
            "result": Field(_("What came of it"), LongTextField(lines=2)),
            "satisfaction": Field(
                _("Satisfaction"), _answers(), _("Ask, and leave it empty if nobody answers")
            ),
            "opinion": Field(_("In their words"), TextField()),
        },
        lambda values: lambda work: verb(values, work),
        lambda _values, _done: _("{who} is done").format(who=_named(card)),
        undo=lambda work, _done: service.reopen(work, card.row.id, _("Taken back")),
    )


def end_panel(card: MatterCard, *, withdrawn: bool) -> AskPanel:
    """A return, or a withdrawal, with its reason."""
    verb = service.withdraw if withdrawn else service.send_back
    said = _("{who} is withdrawn") if withdrawn else _("{who} is returned")
    return AskPanel(
        _("The resident takes it back") if withdrawn else _("Return the matter"),
        _("Withdraw") if withdrawn else _("Return"),
        {"reason": Field(_("Reason"), LongTextField(lines=3), required=True)},
        lambda values: lambda work: verb(work, card.row.id, values["reason"]),
        lambda _values, _done: said.format(who=_named(card)),
        undo=lambda work, _done: service.reopen(work, card.row.id, _("Taken back")),
    )


def rate_panel(card: MatterCard) -> AskPanel:
    """What the resident says in the end."""
    return AskPanel(
        _("Satisfaction"),
        _("Write down"),
        {
            "satisfaction": Field(_("Satisfaction"), _answers(), required=True),
            "opinion": Field(_("In their words"), LongTextField(lines=2)),
        },
        lambda values: (
            lambda work: service.rate(work, RateDraft(card.row.id, values["satisfaction"], values["opinion"]))
        ),
        lambda values, _done: f"{_named(card)}: {satisfaction_name(values['satisfaction'])}",
    )


def note_panel(card: MatterCard) -> AskPanel:
    """A note into its course."""
    return AskPanel(
        _("Note"),
        _("Write down"),
        {"words": Field(_("Note"), LongTextField(lines=3), required=True)},
        lambda values: lambda work: service.note(work, card.row.id, values["words"]),
        lambda _values, _done: _("{who}: noted").format(who=_named(card)),
    )


def _answers() -> ChoiceField:
    return ChoiceField([(one, satisfaction_name(one)) for one in Satisfaction], optional=True)
