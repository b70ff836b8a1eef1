"""Every kind of list that can be imported, by the word used on the command line and the page."""

from collections.abc import Callable

from neighborcenter.data.importers.bookings import BookingImporter
from neighborcenter.data.importers.closures import ClosureImporter
from neighborcenter.data.importers.entries import EntryImporter
from neighborcenter.data.importers.residents import ResidentImporter
from neighborcenter.data.importers.rooms import RoomImporter
from neighborcenter.data.importers.services import ServiceImporter
from neighborcenter.data.importers.volunteers import VolunteerImporter
from neighborcenter.data.importing import Importer
from neighborcenter.kit.i18n import N_

IMPORTERS: dict[str, Callable[[], Importer]] = {
    "residents": ResidentImporter,
    "services": ServiceImporter,
    "rooms": RoomImporter,
    "bookings": BookingImporter,
    "closures": ClosureImporter,
    "volunteers": VolunteerImporter,
}
# What can be taken back: these, and the ledgers' entries, whose columns are those of a form (`entry import`).
RETURNERS: dict[str, Callable[[], Importer]] = {**IMPORTERS, "entries": EntryImporter}
KIND_NAMES: dict[str, str] = {
    "residents": N_("Residents"),
    "services": N_("Services"),
    "rooms": N_("Rooms"),
    "bookings": N_("Bookings"),
    "closures": N_("Closed days"),
    "volunteers": N_("Volunteers"),
    "entries": N_("Entries of ledgers"),
}
