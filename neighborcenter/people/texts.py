"""Words of people, on screen and paper alike: names of the closed lists, sentences for what is wrong."""

from neighborcenter.kit.i18n import N_
from neighborcenter.kit.problems import teach
from neighborcenter.people.kinds import GroupKind, IdKind, ResidentStatus, Sex

SEX_NAMES: dict[Sex, str] = {
    Sex.UNKNOWN: N_("Not stated"),
    Sex.MALE: N_("Male"),
    Sex.FEMALE: N_("Female"),
}

ID_KIND_NAMES: dict[IdKind, str] = {
    IdKind.NONE: N_("No paper"),
    IdKind.RESIDENT_CARD: N_("Resident identity card"),
    IdKind.HK_MACAO_TAIWAN: N_("Permit of a Hong Kong, Macao or Taiwan resident"),
    IdKind.FOREIGN_PERMANENT: N_("Foreigner's permanent residence card"),
    IdKind.PASSPORT: N_("Passport"),
    IdKind.OTHER: N_("Other paper"),
}

STATUS_NAMES: dict[ResidentStatus, str] = {
    ResidentStatus.ACTIVE: N_("Lives here"),
    ResidentStatus.MOVED: N_("Moved away"),
    ResidentStatus.DECEASED: N_("Deceased"),
    ResidentStatus.MERGED: N_("Merged"),
    ResidentStatus.REMOVED: N_("Removed"),
}

GROUP_KIND_NAMES: dict[GroupKind, str] = {
    GroupKind.CLUB: N_("Club"),
    GroupKind.PARTNER: N_("Partner unit"),
    GroupKind.UNIT: N_("Unit"),
}

LIKENESS_NAMES: dict[int, str] = {
    1: N_("Same ID number"),
    2: N_("Same name and phone"),
    3: N_("Same name and birth date"),
    4: N_("Similar"),
}

# What stands in the name of somebody whose data were removed.
REMOVED_NAME = N_("(removed)")

teach(
    {
        "phone.empty": N_("Enter a phone number."),
        "phone.characters": N_("A phone number has digits only, for example 13812345678 or 0595-22345678."),
        "phone.short": N_("{missing} more digits."),
        "phone.long": N_("{surplus} digits too many."),
        "phone.area": N_("There is no such area code. Write a landline as 0595-22345678."),
        "phone.rounded": N_("The spreadsheet has shortened this number. Enter it again from the source."),
        "phone.segment": N_("No mobile number begins like this as far as we know. Check it."),
        "phone.no_area": N_("The area code is missing, for example 0595-."),
        "id.empty": N_("Enter the ID number."),
        "id.characters": N_("An ID number has digits and at most one X at the end."),
        "id.short": N_("{missing} more places."),
        "id.long": N_("{surplus} places too many."),
        "id.rounded": N_("The spreadsheet has rounded this number. Enter it again from the card."),
        "id.province": N_("No region has the code {code}. Check the first two digits."),
        "id.month": N_("There is no month {month}. Check digits 11 and 12."),
        "id.day": N_("Month {month} has no day {day}. Check the birth date in the number."),
        "id.future": N_("The birth year {year} lies in the future. Check digits 7 to 10."),
        "id.old": N_("The birth year {year} cannot be right. Check digits 7 to 10."),
        "id.checksum": N_("The last place does not fit the others. One of the places is wrong."),
        "id.shape": N_("That is not the number of such a paper."),
        "people.name_missing": N_("Enter the name."),
        "people.name_long": N_("A name has at most {count} characters."),
        "people.note_long": N_("A note has at most {count} characters."),
        "people.phone_missing": N_("Without a phone number nobody can be told about changes."),
        "people.birth_future": N_("The birth date lies in the future."),
        "people.birth_old": N_("Nobody is that old. Check the birth date."),
        "people.birth_differs": N_("The ID number says {birth}."),
        "people.sex_differs": N_("The ID number says otherwise. Check both."),
        "people.guardian_missing": N_("Under {age} a guardian is needed."),
        "people.guardian_phone": N_("Enter the guardian's phone."),
        "people.guardian_self": N_("Nobody is their own guardian."),
        "people.guardian_minor": N_("The guardian is under 18."),
        "people.id_taken": N_("“{name}” is registered with this ID number."),
        "people.likely_same": N_("This may be “{name}”, who is registered already."),
        "people.household_where": N_("Enter the building or the community."),
        "people.household_taken": N_("There is already a household at this door."),
        "people.household_in_use": N_("{count} people belong to this household. Move them first."),
        "people.group_name": N_("Enter the name of the group."),
        "people.group_size": N_("Enter a head count between 0 and 100000."),
        "people.group_taken": N_("There is already a group “{name}”."),
        "people.tag_name": N_("A tag has 1 to 12 characters."),
        "people.tag_color": N_("There is no such color."),
        "people.tag_taken": N_("There is already a tag “{name}”."),
        "people.reason_missing": N_("Say why you need to see it."),
        "people.merge_self": N_("These are one and the same record."),
        "people.merge_ids": N_("They have different ID numbers, so they are two people."),
        "people.merged_already": N_("This record was merged or removed already."),
        "people.status_move": N_("This cannot follow on the present state."),
    }
)

# Words for the acts of this room in the audit trail.
ACTS = {
    "people.register": N_("Resident registered"),
    "people.register_many": N_("Residents imported"),
    "people.house_many": N_("Households founded"),
    "people.enroll_many": N_("Members enrolled"),
    "people.fill_in": N_("Filled in by an import"),
    "people.take_back": N_("Import of residents taken back"),
    "people.update": N_("Resident changed"),
    "people.status": N_("State of a resident changed"),
    "people.tag": N_("Tag given"),
    "people.untag": N_("Tag taken away"),
    "people.move": N_("Household moved"),
    "people.join": N_("Joined a household"),
    "people.leave": N_("Left a household"),
    "people.merge": N_("Records merged"),
    "people.forget": N_("Personal data removed"),
    "people.reveal": N_("Full value shown"),
    "people.reveal_list": N_("Full phones and ID numbers on a form of another office"),
    "people.hand_out": N_("List of people exported or printed"),
    "people.reveal_group": N_("Full phone of a group shown"),
    "people.household": N_("Household added"),
    "people.household_change": N_("Household changed"),
    "people.household_remove": N_("Household removed"),
    "people.group": N_("Group added"),
    "people.group_change": N_("Group changed"),
    "people.group_close": N_("Group closed"),
    "people.group_join": N_("Joined a group"),
    "people.group_leave": N_("Left a group"),
    "people.tag_add": N_("Care tag added"),
    "people.tag_change": N_("Care tag changed"),
}
