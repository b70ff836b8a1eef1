"""What the fields of an import are called on the screen."""

from __future__ import annotations

from neighborcenter.kit.i18n import N_, _

_NAMES = {
    "name": N_("Name"), "sex": N_("Sex"), "birth_date": N_("Birth date"), "id_number": N_("ID number"),
    "phone": N_("Phone"), "phone2": N_("Other phone"), "community": N_("Community"),
    "building": N_("Building"), "door": N_("Door"), "address": N_("Address"),
    "guardian_name": N_("Guardian"), "guardian_phone": N_("Guardian's phone"), "alert": N_("Mind"),
    "note": N_("Note"), "tags": N_("Care tags"), "module": N_("Module"), "handling": N_("Handling"),
    "name_en": N_("English name"), "category": N_("Category"), "department": N_("Department"),
    "days": N_("Working days"), "fee": N_("Fee"), "papers": N_("Papers needed"),
    "window_hours": N_("Window hours"), "eligibility": N_("For whom"), "steps": N_("Steps"),
    "refer_to": N_("Where to go instead"), "capacity": N_("Seats"), "site": N_("Site"), "floor": N_("Floor"),
    "equipment": N_("Equipment"), "accessible": N_("Step-free"), "room": N_("Room"), "day": N_("Date"),
    "first": N_("First day"), "last": N_("Last day"), "reason": N_("Reason"),
    "start": N_("From"), "end": N_("To"), "span": N_("Time"), "title": N_("Title"), "who": N_("For whom"),
    "people": N_("People"), "kind": N_("Kind"), "id_kind": N_("Kind of ID"), "number": N_("Volunteer no."),
    "registered_on": N_("Taken on"), "political": N_("Party member"), "total": N_("Hours served in all"),
    "recognised": N_("Recognised hours"), "honorary": N_("Honorary hours"),
    "brought_recognised": N_("Recognised hours brought in"),
    "brought_honorary": N_("Honorary hours brought in"), "fields": N_("Likes to help with"),
    "skills": N_("Skills"), "teams": N_("Teams"), "times": N_("Weekly times"), "status": N_("Standing"),
    "work_unit": N_("Works or studies at"), "languages": N_("Languages"),
    "health_limits": N_("Health limits"), "contact_name": N_("In an emergency"),
    "contact_relation": N_("Who that is"), "contact_phone": N_("Phone in an emergency"),
    "wanted_shifts": N_("Shifts wanted a month"), "most_shifts": N_("Shifts at most"),
}  # fmt: skip


def field_name(field: str) -> str:
    """The words for one field of an import."""
    return _(_NAMES[field])
