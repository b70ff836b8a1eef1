"""Words of forms and entries, on screen and paper alike."""

from neighborcenter.forms.kinds import (
    Counts,
    EntryStatus,
    Fact,
    FieldKind,
    FormStatus,
    Shift,
    Subject,
    VersionStatus,
)
from neighborcenter.kit.i18n import N_
from neighborcenter.kit.problems import name_values, teach

SENTENCES = {
    "forms.no_field": N_("This form has no field “{field}”."),
    "forms.person_missing": N_("Choose the resident this is about."),
    "forms.day_ahead": N_("This day has not come yet."),
    "forms.too_long": N_("At most {most} characters."),
    "forms.no_choice": N_("“{text}” is not one of the answers: {options}."),
    "forms.places": N_("At most {places} digits after the point."),
    "forms.below": N_("Not below {limit} {unit}."),
    "forms.above": N_("Not above {limit} {unit}."),
    "forms.not_number": N_("“{text}” is not a number."),
    "forms.not_money": N_("“{text}” is not an amount in yuan and fen."),
    "forms.not_date": N_("“{text}” is not a date. Write it like 2026-11-23."),
    "forms.not_time": N_("“{text}” is not a time. Write it like 14:30."),
    "forms.not_yes_no": N_("“{text}” is neither yes nor no."),
    "forms.not_text": N_("“{text}” is not a text."),
    "forms.not_long_text": N_("“{text}” is not a text."),
    "forms.not_choice": N_("“{text}” is not one of the answers."),
    "forms.not_choices": N_("“{text}” is not a list of answers."),
    "forms.not_person": N_("“{text}” is nobody registered here."),
    "forms.not_household": N_("“{text}” is no household registered here."),
    "forms.not_room": N_("“{text}” is not a room here."),
    "forms.not_service": N_("“{text}” is not a service here."),
    "forms.not_file": N_("“{text}” is not a file."),
    "forms.not_signature": N_("“{text}” is not a signature."),
    "forms.nothing_to_fill": N_("A form needs at least one field to fill in."),
    "forms.too_many_fields": N_("A form has at most {most} fields."),
    "forms.label_twice": N_("Two columns of a ledger cannot both be called “{label}”."),
    "forms.key": N_("“{key}” cannot be the key: letters, digits and _ only, each key once."),
    "forms.options": N_("Give the answers to choose from, {most} at most."),
    "forms.options_twice": N_("The same answer stands there twice."),
    "forms.fact": N_("“{fact}” is not known of a person."),
    "forms.fact_without_person": N_(
        "This form is not about a resident, so it cannot show what is known of one."
    ),
    "forms.counts_as": N_("Money counts as income or cost, an answer as satisfaction."),
    "forms.permission": N_("There is no right “{permission}”."),
    "forms.limit": N_("“{text}” cannot be a limit of this kind of field."),
    "forms.limits": N_("The upper limit lies below the lower one."),
    "forms.formula": N_(
        "“{text}” cannot be reckoned. Fields by their names, + - * /, round(), days(), a if b else c."
    ),
    "forms.formula_long": N_("A formula has at most {most} characters."),
    "forms.formula_names": N_("The formula reads {names}, which no field above it is called."),
    "forms.due_without_person": N_(
        "Only a form about residents can say when somebody is due again; otherwise each entry must be a matter of its own."
    ),
    "forms.due_field": N_("The next day must come from a date field."),
    "forms.due_by": N_("The interval must depend on a field with one answer."),
    "forms.due_steps": N_("An interval is given for an answer that does not exist."),
    "forms.due_days": N_("An interval is between 1 and {most} days."),
    "forms.name_long": N_("A name has at most {most} characters."),
    "forms.name_taken": N_("There is already a form “{name}”."),
    "forms.no_draft": N_("Nothing is being designed here."),
    "forms.no_way_back": N_("A newer design has been begun; finish or discard it first."),
    "forms.in_use": N_("Entries were made with this version already. Publish another one instead."),
    "forms.not_published": N_("“{form}” has not been published yet."),
    "forms.retired": N_("“{form}” takes no more entries."),
    "forms.void": N_("This entry was voided."),
    "forms.not_handed": N_("This entry is not one that is handed over, or was not."),
    "forms.handed_already": N_("It was handed over to {to} already."),
    "forms.not_void": N_("This entry was not voided."),
    "forms.reason": N_("Say why."),
    "forms.changed_since": N_("{count} of these entries were changed since; they are not taken back."),
    "forms.no_file": N_("There is no file {file}."),
    "forms.not_a_form": N_("{file} is not the file of a form. {why}"),
    "forms.person_unknown": N_("Nobody called “{name}” is registered."),
    "forms.person_unclear": N_("Several people are called “{name}”. Add the phone or the address."),
    "forms.file_type": N_("A picture or PDF of at most {most} MB belongs here; {file} is something else."),
}
teach(SENTENCES)
name_values({"form": N_("form"), "entry": N_("entry")})

KINDS: dict[FieldKind, str] = {
    FieldKind.TEXT: N_("Text in one line"),
    FieldKind.LONG_TEXT: N_("Long text"),
    FieldKind.NUMBER: N_("Number"),
    FieldKind.MONEY: N_("Money"),
    FieldKind.DATE: N_("Date"),
    FieldKind.TIME: N_("Time of day"),
    FieldKind.CHOICE: N_("One answer"),
    FieldKind.CHOICES: N_("Several answers"),
    FieldKind.YES_NO: N_("Yes or no"),
    FieldKind.PERSON: N_("Another person"),
    FieldKind.HOUSEHOLD: N_("Household"),
    FieldKind.ROOM: N_("Room"),
    FieldKind.SERVICE: N_("Service"),
    FieldKind.FILE: N_("Photo or file"),
    FieldKind.SIGNATURE: N_("Signature"),
    FieldKind.COMPUTED: N_("Reckoned"),
    FieldKind.FACT: N_("Known of the resident"),
    FieldKind.DAY: N_("Day of the entry"),
    FieldKind.DUE: N_("Next due day"),
}
FACTS: dict[Fact, str] = {
    Fact.NAME: N_("Full name"),
    Fact.SEX: N_("Sex"),
    Fact.AGE: N_("Age"),
    Fact.PHONE: N_("Phone"),
    Fact.ADDRESS: N_("Address"),
    Fact.GRID: N_("Grid"),
    Fact.BIRTH: N_("Date of birth"),
    Fact.ID_NUMBER: N_("ID number"),
    Fact.GUARDIAN: N_("Guardian"),
    Fact.GUARDIAN_PHONE: N_("Guardian’s phone"),
}
COUNTS: dict[Counts, str] = {
    Counts.INCOME: N_("Income"),
    Counts.COST: N_("Cost"),
    Counts.SATISFACTION: N_("Satisfaction"),
}
SUBJECTS: dict[Subject, str] = {
    Subject.REQUIRED: N_("Always about a resident"),
    Subject.OPTIONAL: N_("Sometimes about a resident"),
    Subject.NONE: N_("Not about a resident"),
}
SHIFTS: dict[Shift, str] = {
    Shift.NONE: N_("Stays on its day"),
    Shift.BEFORE: N_("On the working day before"),
    Shift.AFTER: N_("On the working day after"),
}
VERSION_STATUSES: dict[VersionStatus, str] = {
    VersionStatus.DRAFT: N_("In design"),
    VersionStatus.PUBLISHED: N_("In force"),
    VersionStatus.SUPERSEDED: N_("Earlier version"),
}
FORM_STATUSES: dict[FormStatus, str] = {
    FormStatus.ACTIVE: N_("In use"),
    FormStatus.RETIRED: N_("Not used any more"),
}
ENTRY_STATUSES: dict[EntryStatus, str] = {
    EntryStatus.KEPT: N_("Counted"),
    EntryStatus.VOID: N_("Voided"),
}

# Words for the acts of this room in the audit trail.
ACTS = {
    "forms.create": N_("Form made"),
    "forms.change": N_("Form renamed"),
    "forms.draft": N_("Form designed"),
    "forms.discard": N_("Design of a form discarded"),
    "forms.publish": N_("Form published"),
    "forms.unpublish": N_("Publishing of a form taken back"),
    "forms.retire": N_("Form put away"),
    "forms.restore": N_("Form used again"),
    "forms.take_in": N_("Form taken from a file"),
    "forms.renew": N_("New versions of shipped forms taken"),
    "forms.renew_back": N_("New versions of shipped forms given back"),
    "forms.enter": N_("Entered into a ledger"),
    "forms.correct": N_("Entry of a ledger changed"),
    "forms.void": N_("Entry of a ledger voided"),
    "forms.unvoid": N_("Entry of a ledger counted again"),
    "forms.hand_over": N_("Entry handed over to another office"),
    "forms.hand_back": N_("Handing over of an entry taken back"),
    "forms.job": N_("Outcome of day work entered"),
    "forms.job_back": N_("Outcome of day work taken back"),
    "forms.forget": N_("Expired contents of a form removed"),
    "forms.take_back": N_("Imported entries taken back"),
}
