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
    "people": N_("People"), "kind": N_("Kind"),
}  # fmt: skip


def field_name(field: str) -> str:
    """The words for one field of an import."""
    return _(_NAMES[field])
