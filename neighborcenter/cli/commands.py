"""Every command with what it does, by the file it lives in: what `main.py --help` lists.

A file is read only when the line names one of its commands; a word here and the words a file adds are held
together by a test.
"""

from neighborcenter.kit.i18n import N_

GROUPS: dict[str, dict[str, str]] = {
    "founding": {
        "init": N_("Make the database and its center."),
    },
    "demo": {
        "demo": N_("Fill an empty installation with a believable center."),
    },
    "migrating": {
        "migrate": N_("Bring the database to this program's version, with a backup first."),
    },
    "modules": {
        "module": N_("Service modules: 1, the six, X."),
    },
    "moving": {
        "import": N_("Import a list: all of it or nothing. “import undo BATCH” takes one back."),
        "export": N_("Export a list as the screen shows it."),
    },
    "booking": {
        "book": N_("Book a room, once or in a series."),
        "bookings": N_("List what is booked."),
        "cancel": N_("Cancel one day or a whole booking."),
    },
    "lending": {
        "free": N_("Which rooms are free for the whole of a time, best fit first; and equipment and staff."),
        "resource": N_("Equipment and staff that can be booked."),
    },
    "appointments": {
        "appointment": N_("Appointments: free slots, give a place, who came."),
    },
    "series": {
        "series": N_("Show or change a series: this day, this and the following, or all."),
        "takeout": N_("Take some days out of many series at once: cancel them or move them."),
        "term": N_("School terms: what repeats in term time keeps to them."),
    },
    "closing": {
        "close": N_("Close the center or a room; bookings are suspended and come back when it is reopened."),
        "reopen": N_("Lift a closure and give bookings back."),
        "closures": N_("List closed days."),
        "calls": N_("Who must be told of a closure or change; tick off calls that were made."),
    },
    "calendars": {
        "ics": N_("Export bookings as an iCalendar file, or import one; “import undo BATCH” takes it back."),
    },
    "rulebook": {
        "rule": N_("The rules of booking: list, show, set, end, try."),
        "override": N_("Where rules were set aside."),
        "bar": N_("Who may not book for a time."),
    },
    "requests": {
        "request": N_("Requests for rooms: list, check, grant, decline, lapse."),
        "charge": N_("Charges: list, pay, refund, give a deposit back."),
    },
    "activity": {
        "activity": N_("Activities and courses: plan them, sign people up, check them in."),
    },
    "meals": {
        "meals": N_("The canteen: menus, orders, settlements."),
    },
    "volunteers": {
        "volunteer": N_("Volunteers: list, register, status, leave."),
        "hours": N_("Volunteers’ hours, from draft to entered."),
        "notice": N_("Public notices."),
        "certificate": N_("Certificates of service."),
    },
    "volunteering": {
        "points": N_("Points of volunteers: a ledger."),
        "star": N_("Stars of volunteers."),
        "team": N_("Teams of volunteers."),
        "policy": N_("Insurance of volunteers."),
    },
    "posts": {
        "post": N_("Posts and their weekly shifts."),
    },
    "needs": {
        "need": N_("Needs: who is wanted for what."),
    },
    "shifts": {
        "shift": N_("Single shifts: open, taken, standing by, moved."),
    },
    "records": {
        "record": N_("Trainings, awards and what was said of volunteers."),
    },
    "roster": {
        "roster": N_("Rosters: who works when. Check, propose, copy, publish; solve a public instance."),
    },
    "desk": {
        "visit": N_("Register a visit and the service given."),
    },
    "finding": {
        "find": N_("What the search box would show."),
    },
    "ticket": {
        "ticket": N_("The queue: numbers, calls, windows."),
    },
    "matter": {
        "matter": N_("Matters taken in, with their promised day."),
    },
    "counter": {
        "loan": N_("Things that are lent over the counter."),
        "thing": N_("Things found and lost."),
        "handover": N_("The end of a shift."),
    },
    "forms": {
        "form": N_("Record forms of the center."),
        "entry": N_("Entries of ledgers."),
        "ledger": N_("The ledger of a form, on paper or as a sheet."),
    },
    "papers": {
        "report": N_("Make one paper, or its spreadsheet."),
        "reports": N_("List the papers and what they ask for."),
        "tour": N_("Save a picture of every page."),
    },
    "fill": {
        "fill": N_("Fill the form of another office from the records."),
        "template": N_("Forms of other offices."),
    },
    "safekeeping": {
        "verify": N_("Prove that the database is whole."),
        "backup": N_("Make a backup and prove it."),
        "backups": N_("List the backups, newest first."),
        "restore": N_("Put a backup in place of the present data, which are kept."),
    },
}
