"""The short forms of a record: a training, an award, what people said; how well a service went."""

from __future__ import annotations

from neighborcenter.kit.i18n import _
from neighborcenter.kit.work import Work
from neighborcenter.volunteers import note_service
from neighborcenter.volunteers.cards import VolunteerCard
from neighborcenter.volunteers.drafts import NoteDraft
from neighborcenter.volunteers.kinds import NoteKind, Rating
from neighborcenter.volunteers.ledgers import LedgerLine
from neighborcenter.volunteers.note_queries import NoteLine
from neighborcenter.volunteers.texts import word
from ui.kit.fields import ChoiceField, LongTextField, TextField
from ui.kit.form import Field
from ui.kit.jobs import runner
from ui.kit.moments import DateField, LengthField
from ui.kit.spoken import spoken_day
from ui.volunteers.ask_panel import AskPanel, Values
from ui.volunteers.looks import hours_words


def note_panel(card: VolunteerCard, line: NoteLine | None) -> AskPanel:
    """An entry of the record; the words beside the fields are those of its kind."""
    today = runner().backend.clock.today
    fields = {
        "kind": Field(_("Kind"), ChoiceField([(each, word(each)) for each in NoteKind]), required=True),
        "day": Field(_("Day"), DateField(today, "past"), required=True),
        "title": Field(_("What it was"), TextField(), required=True),
        "minutes": Field(_("Length"), LengthField()),
        "issuer": Field(_("By which person or body"), TextField()),
        "body": Field(_("More about it"), LongTextField(lines=3)),
    }
    panel = AskPanel(
        _("Record of {name}").format(name=card.name),
        _("Add to the record") if line is None else _("Save"),
        fields,
        lambda values: lambda work: _save(work, card, line, values),
        lambda values, _ref: _("“{what}” stands in the record of {name}").format(
            what=values["title"], name=card.name
        ),
        undo=(lambda work, ref: note_service.drop_note(work, ref))
        if line is None
        else (lambda work, _done: note_service.change_note(work, line.note_id, line.draft)),
    )
    draft = NoteDraft(card.volunteer_id, day=today()) if line is None else line.draft

    def fit() -> None:
        kind = fields["kind"].value()
        fields["minutes"].setVisible(kind is NoteKind.TRAINING)
        fields["issuer"].set_hint(_issuer_hint(kind))
        fields["body"].set_hint(_body_hint(kind))

    fields["kind"].changed.connect(fit)
    panel.form.set_values(
        {name: getattr(draft, name) for name in fields} | {"minutes": draft.minutes or None}
    )
    fit()
    return panel


def _issuer_hint(kind: NoteKind | None) -> str:
    return {
        NoteKind.TRAINING: _("Who taught it, where"),
        NoteKind.AWARD: _("Who awarded it, of which level"),
        NoteKind.PRAISE: _("Who said so"),
        NoteKind.COMPLAINT: _("Who said so"),
    }.get(kind or NoteKind.TRAINING, "")


def _body_hint(kind: NoteKind | None) -> str:
    return {
        NoteKind.TRAINING: _("Content and result"),
        NoteKind.AWARD: _("Number of the document"),
        NoteKind.PRAISE: _("In their words"),
        NoteKind.COMPLAINT: _("What was found, who looked into it"),
    }.get(kind or NoteKind.TRAINING, "")


def _save(work: Work, card: VolunteerCard, line: NoteLine | None, values: Values) -> int:
    draft = NoteDraft(card.volunteer_id, **(values | {"minutes": int(values["minutes"] or 0)}))
    if line is None:
        return note_service.add_note(work, draft)
    note_service.change_note(work, line.note_id, draft)
    return line.note_id


def rate_panel(line: LedgerLine) -> AskPanel:
    """How well a service went: the lead's word, and that of the people served."""
    panel = AskPanel(
        _("How the service of {name} went").format(name=line.name),
        _("Save"),
        {
            "quality": Field(
                _("The lead says"), ChoiceField([(each, word(each)) for each in Rating], optional=True)
            ),
            "opinion": Field(
                _("Who was served says"),
                LongTextField(_("Content, fairly content, not content; their words"), 3),
            ),
        },
        lambda values: (
            lambda work: note_service.rate(work, line.id, values["quality"], values["opinion"] or "")
        ),
        lambda _values, _before: _("The service of {name} on {day} is rated").format(
            name=line.name, day=line.day
        ),
        intro=f"{spoken_day(line.day)} · {line.content} · {hours_words(line.minutes)}",
        undo=lambda work, before: note_service.rate(
            work, line.id, Rating(before[0]) if before[0] in set(Rating) else None, before[1]
        ),
    )
    known = Rating(line.quality) if line.quality in set(Rating) else None
    panel.form.set_values({"quality": known, "opinion": line.opinion})
    return panel
