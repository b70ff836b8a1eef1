"""Take a volunteer on, or change what is known of one: who, wishes, contact, consents."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from neighborcenter.kit.i18n import _
from neighborcenter.kit.work import Read, Work
from neighborcenter.volunteers import cards, volunteer_service
from neighborcenter.volunteers.drafts import VolunteerDraft
from neighborcenter.volunteers.volunteer_service import Before
from ui.kit.fields import FlagField, LongTextField, NumberField, TextField
from ui.kit.form import Field
from ui.kit.jobs import runner
from ui.kit.moments import DateField
from ui.people.picker import PersonPicker, Picked
from ui.volunteers.ask_panel import AskPanel, Values

WIDE = frozenset(
    {"resident_id", "languages", "fields", "health_limits", "guardian_consent", "consent_scope", "note"}
)


@dataclass(frozen=True, slots=True)
class VolunteerForm:
    """What the editor begins with; `volunteer_id` None takes somebody on."""

    volunteer_id: int | None = None
    version: int | None = None
    name: str = ""
    draft: VolunteerDraft = VolunteerDraft()  # noqa: RUF009 - a frozen value


@dataclass(frozen=True, slots=True)
class Edited:
    """Whom the editor kept, and what stood before a change."""

    volunteer_id: int
    before: Before | None = None


def form_of(read: Read, volunteer_id: int) -> VolunteerForm:
    """Read a volunteer for the editor.  Raises NotFound."""
    draft, version, name = cards.volunteer_form(read, volunteer_id)
    return VolunteerForm(volunteer_id, version, name, draft)


def editor_of(form: VolunteerForm) -> AskPanel:
    """The editor; `done` carries an `Edited`."""
    new = form.volunteer_id is None
    panel = AskPanel(
        _("New volunteer") if new else _("Change {name}").format(name=form.name),
        _("Take on") if new else _("Save"),
        _fields(new=new),
        lambda values: _verb(form, values),
        lambda values, _ref: _said(form, values),
        undo=None if new else _as_before,
        undone="" if new else _("{name} is as before").format(name=form.name),
        columns=2,
        wide=WIDE,
    )
    draft = form.draft
    panel.form.set_values(
        {name: getattr(draft, name) for name in panel.form.fields if name != "resident_id"}
        | {name: getattr(draft, name) or None for name in ("wanted_shifts", "most_shifts")}
    )
    return panel


def _fields(*, new: bool) -> dict[str, Field]:
    today = runner().backend.clock.today
    who = {"resident_id": Field(_("Who"), PersonPicker(register=True), required=True)} if new else {}
    return {
        **who,
        "number": Field(_("Volunteer no."), TextField(), _("Empty: the next one")),
        "work_unit": Field(_("Works or studies at"), TextField()),
        "fields": Field(_("Likes to help with"), TextField()),
        "languages": Field(_("Languages"), TextField()),
        "wanted_shifts": Field(_("Shifts a month"), NumberField(_("shifts"), maximum=60)),
        "most_shifts": Field(_("Shifts at most"), NumberField(_("shifts"), maximum=60)),
        "health_limits": Field(_("Health limits"), TextField()),
        "contact_name": Field(_("In an emergency"), TextField(_("Name"))),
        "contact_phone": Field(_("Emergency phone"), TextField()),
        "contact_relation": Field(_("Who that is"), TextField(_("Daughter, neighbor …"))),
        "guardian_consent_on": Field(_("Guardian agreed on"), DateField(today, "past")),
        "guardian_consent": Field(
            _("Guardian’s consent"), TextField(), _("Needed below 18: who agreed, and how")
        ),
        "consent_scope": Field(_("Agreed that data is used for"), TextField()),
        "party_member": Field("", FlagField(_("Party member"))),
        "from_outside": Field("", FlagField(_("From outside the community"))),
        "note": Field(_("Note"), LongTextField(lines=2)),
    }


def _verb(form: VolunteerForm, values: Values) -> Callable[[Work], Any]:
    picked: Picked | None = values.get("resident_id")
    resident = form.draft.resident_id if picked is None else picked.resident_id
    draft = VolunteerDraft(
        **{
            **values,
            "resident_id": resident,
            "wanted_shifts": int(values["wanted_shifts"] or 0),
            "most_shifts": int(values["most_shifts"] or 0),
        }
    )

    def verb(work: Work) -> Edited:
        if form.volunteer_id is None:
            return Edited(volunteer_service.register(work, draft))
        ref = form.volunteer_id
        return Edited(ref, volunteer_service.change(work, ref, draft, version=form.version))

    return verb


def _as_before(work: Work, done: Edited) -> None:
    """Everything as it was.  Raises Stale when somebody else has changed it since."""
    if done.before is not None:
        volunteer_service.change_back(work, done.volunteer_id, done.before)


def _said(form: VolunteerForm, values: Values) -> str:
    picked: Picked | None = values.get("resident_id")
    if form.volunteer_id is None and picked is not None:
        return _("{name} is taken on as a volunteer").format(name=picked.name)
    return _("Saved: {name}").format(name=form.name)
