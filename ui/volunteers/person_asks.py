"""The short forms about one volunteer: standing, skill, leave, wishes."""

from __future__ import annotations

from collections.abc import Sequence

from neighborcenter.kit.i18n import _
from neighborcenter.kit.work import Work
from neighborcenter.volunteers import rules, time_service, volunteer_service
from neighborcenter.volunteers.cards import SkillLine, VolunteerCard
from neighborcenter.volunteers.drafts import HeldSkillDraft
from neighborcenter.volunteers.kinds import Bond, Proficiency, VolunteerStatus
from neighborcenter.volunteers.texts import word
from ui.kit.fields import ChoiceField, FlagField, LongTextField, TextField
from ui.kit.form import Field
from ui.kit.jobs import runner
from ui.kit.moments import DateField
from ui.volunteers.ask_panel import AskPanel, Values

NEW_SKILL = 0
"""The choice that puts a skill on the center's list first."""


def standing_panel(card: VolunteerCard) -> AskPanel:
    """Another standing, from which day, why."""
    ways = [(each, word(each)) for each in VolunteerStatus if rules.can_move(card.status, each)]
    day = DateField(runner().backend.clock.today, "past")
    panel = AskPanel(
        _("Standing of {name}").format(name=card.name),
        _("Change"),
        {
            "status": Field(_("Standing"), ChoiceField(ways), required=True),
            "day": Field(_("From"), day),
            "reason": Field(_("Reason"), LongTextField(lines=2), _("Needed for resting and leaving")),
        },
        lambda values: (
            lambda work: volunteer_service.set_status(
                work,
                card.volunteer_id,
                values["status"] or card.status,
                day=values["day"],
                reason=values["reason"],
            )
        ),
        lambda values, _done: _("{name}: {standing}").format(name=card.name, standing=word(values["status"])),
        undo=lambda work, _done: volunteer_service.take_back_status(work, card.volunteer_id),
        undone=_("{name}: {standing}").format(name=card.name, standing=word(card.status)),
    )
    panel.form.set_values(
        {"status": ways[0][0] if ways else None, "day": runner().backend.clock.today(), "reason": ""}
    )
    return panel


def skill_panel(
    card: VolunteerCard, skills: Sequence[tuple[int, str, bool]], line: SkillLine | None
) -> AskPanel:
    """A skill somebody holds: how well, with what proof, until when."""
    choices = [
        (ref, _("{name} (with proof)").format(name=name) if proof else name) for ref, name, proof in skills
    ]
    fields = {
        "skill_id": Field(
            _("Skill"), ChoiceField([*choices, (NEW_SKILL, _("A new skill …"))]), required=True
        ),
        "new_name": Field(_("Name of the new skill"), TextField()),
        "proficiency": Field(_("How well"), ChoiceField([(each, word(each)) for each in Proficiency])),
        "proof": Field(_("Proof"), TextField(_("Certificate, number"))),
        "valid_until": Field(_("Valid until"), DateField(runner().backend.clock.today)),
        "confirmed": Field("", FlagField(_("The proof was seen"))),
    }
    held = line.held if line is not None else None

    def verb(work: Work, values: Values) -> int:
        skill_id = values["skill_id"]
        if skill_id in (None, NEW_SKILL):
            skill_id = volunteer_service.add_skill(work, values["new_name"])
        volunteer_service.hold_skill(
            work,
            HeldSkillDraft(
                card.volunteer_id, skill_id, values["proficiency"] or Proficiency.ABLE, values["proof"],
                values["valid_until"], values["confirmed"],
            ),
        )  # fmt: skip
        return int(skill_id)

    panel = AskPanel(
        _("Skill of {name}").format(name=card.name),
        _("Save"),
        fields,
        lambda values: lambda work: verb(work, values),
        lambda _values, _done: _("The skills of {name} are kept").format(name=card.name),
        undo=lambda work, skill_id: _as_before(work, card, held, skill_id),
    )

    def show_name() -> None:
        fields["new_name"].setVisible(fields["skill_id"].value() == NEW_SKILL)

    fields["skill_id"].changed.connect(show_name)
    panel.form.set_values(
        {
            "skill_id": None if held is None else held.skill_id,
            "proficiency": Proficiency.ABLE if held is None else held.proficiency,
            "proof": "" if held is None else held.proof,
            "valid_until": None if held is None else held.valid_until,
            "confirmed": held is not None and held.confirmed,
        }
    )
    show_name()
    return panel


def _as_before(work: Work, card: VolunteerCard, held: HeldSkillDraft | None, skill_id: int) -> None:
    """The skill as it was held, or not at all."""
    if held is not None and held.skill_id == skill_id:
        volunteer_service.hold_skill(work, held)
    else:
        volunteer_service.drop_skill(work, card.volunteer_id, skill_id)


def leave_panel(card: VolunteerCard) -> AskPanel:
    """Days somebody is away."""
    today = runner().backend.clock.today
    return AskPanel(
        _("{name} is away").format(name=card.name),
        _("Note the leave"),
        {
            "first_day": Field(_("First day"), DateField(today), required=True),
            "last_day": Field(_("Last day"), DateField(today), _("Empty: one day")),
            "reason": Field(_("Reason"), TextField()),
        },
        lambda values: (
            lambda work: time_service.go_on_leave(
                work,
                card.volunteer_id,
                values["first_day"] or today(),
                values["last_day"] or values["first_day"] or today(),
                values["reason"],
            )
        ),
        lambda values, _ref: _("{name} is away from {day} on").format(
            name=card.name, day=values["first_day"] or today()
        ),
        undo=lambda work, ref: time_service.end_leave(work, ref),
        undone=_("{name} is not away after all").format(name=card.name),
    )


def tie_panel(card: VolunteerCard, others: Sequence[tuple[int, str]]) -> AskPanel:
    """With whom somebody likes to serve, or not."""
    names = dict(others)

    def verb(work: Work, values: Values) -> int:
        other = int(values["other_id"] or card.volunteer_id)
        time_service.tie(work, card.volunteer_id, other, values["bond"] or Bond.TOGETHER, values["reason"])
        return other

    panel = AskPanel(
        _("With whom {name} serves").format(name=card.name),
        _("Save"),
        {
            "bond": Field(_("Wish"), ChoiceField([(each, word(each)) for each in Bond])),
            "other_id": Field(
                _("Volunteer"),
                ChoiceField([one for one in others if one[0] != card.volunteer_id]),
                required=True,
            ),
            "reason": Field(_("Reason"), TextField()),
        },
        lambda values: lambda work: verb(work, values),
        lambda values, _done: _("{name}: {wish}").format(
            name=card.name, wish=f"{word(values['bond'])} {names.get(values['other_id'], '')}"
        ),
        undo=lambda work, other: time_service.untie(work, card.volunteer_id, other),
    )
    panel.form.set_values({"bond": Bond.TOGETHER})
    return panel
