"""Words of booking used on screen and paper alike."""

from collections.abc import Mapping

from neighborcenter.booking import (
    series_texts as series_texts,
)  # teaches the sentences of series and closures
from neighborcenter.booking.kinds import (
    BookingKind,
    CallOutcome,
    OccurrenceStatus,
    ResourceKind,
    Scope,
    Standing,
    Turnout,
)
from neighborcenter.kit.i18n import N_, _
from neighborcenter.kit.problems import teach

KINDS: Mapping[BookingKind, str] = {
    BookingKind.PARTY: N_("Party and community"),
    BookingKind.ACTIVITY: N_("Activity"),
    BookingKind.COURSE: N_("Course"),
    BookingKind.SERVICE: N_("Public service"),
    BookingKind.HIRE: N_("Residents’ use"),
}
STATUSES: Mapping[OccurrenceStatus, str] = {
    OccurrenceStatus.BOOKED: N_("Booked"),
    OccurrenceStatus.REQUESTED: N_("Requested"),
    OccurrenceStatus.CANCELLED: N_("Cancelled"),
    OccurrenceStatus.SUSPENDED: N_("Suspended"),
    OccurrenceStatus.SKIPPED: N_("Left out"),
    OccurrenceStatus.LAPSED: N_("Not granted"),
}
TURNOUTS: Mapping[Turnout, str] = {
    Turnout.EXPECTED: N_("Expected"),
    Turnout.ARRIVED: N_("Arrived"),
    Turnout.STARTED: N_("Started"),
    Turnout.DONE: N_("Ended"),
    Turnout.NO_SHOW: N_("Did not come"),
}
STANDINGS: Mapping[Standing, str] = {
    Standing.GRANTED: N_("Granted"),
    Standing.REQUESTED: N_("Waiting for an answer"),
    Standing.CHECKED: N_("Checked, waiting for approval"),
    Standing.DECLINED: N_("Declined"),
    Standing.LAPSED: N_("Lapsed"),
}
CALL_OUTCOMES: Mapping[CallOutcome, str] = {
    CallOutcome.OPEN: N_("Still to call"),
    CallOutcome.TOLD: N_("Told"),
    CallOutcome.NOT_REACHED: N_("Not reached"),
    CallOutcome.NO_NUMBER: N_("No phone number"),
}
RESOURCE_KINDS: Mapping[ResourceKind, str] = {
    ResourceKind.EQUIPMENT: N_("Equipment"),
    ResourceKind.STAFF: N_("On the staff"),
}
SCOPES: Mapping[Scope, str] = {
    Scope.ONE: N_("Only this day"),
    Scope.FOLLOWING: N_("This day and all after it"),
    Scope.ALL: N_("The whole series"),
}

SENTENCES = {
    "booking.title_missing": N_("Say what the room is for."),
    "booking.who_missing": N_("Say who the booking is for."),
    "booking.people_below_zero": N_("The number of people cannot be below 0."),
    "booking.room_missing": N_("Choose a room."),
    "booking.room_unknown": N_("This room does not exist."),
    "booking.room_retired": N_("“{room}” is no longer in use. Choose another room."),
    "booking.over_capacity": N_("“{room}” seats {seats}; {people} people are expected."),
    "booking.time_missing": N_("Fill in the time."),
    "booking.ends_before_start": N_("The end must be later than the start."),
    "booking.too_long": N_("One booking lasts {hours} hours at most. Book a longer use day by day."),
    "booking.past": N_("{start} has already passed."),
    "booking.first_day_left_out": N_(
        "The chosen first day does not fit the repetition; the series begins on {begins}."
    ),
    "booking.clash": N_("“{room}” is taken {start}–{end} by “{title}”."),
    "booking.taken_meanwhile": N_("Another desk has just taken this room at this time. Look again."),
    "booking.nothing_left": N_("None of the {count} days is free. Nothing was booked."),
    "booking.nothing_to_cancel": N_("No day of this booking is left to cancel."),
    "booking.already_cancelled": N_("This day is cancelled already."),
    "booking.not_cancelled": N_("This day is not cancelled."),
    "booking.cancelled_moves_not": N_("A cancelled day cannot be moved. Restore it first."),
    "booking.clash_around": N_(
        "“{room}” is taken {start}–{end} by “{title}”, and kept {from}–{until} to set up and clean up."
    ),
    "booking.time_around": N_("With setting up and cleaning up the room is needed {start}–{end}."),
    "booking.too_long_around": N_(
        "With {minutes} minutes to set up and clean up it would be longer than {hours} hours."
    ),
    "booking.held": N_("“{room}” {start}–{end} is just being booked by {who}."),
    "booking.held_meanwhile": N_("Another desk has just begun to book this room at this time."),
    "booking.not_longer": N_("It already goes on until {end}."),
    "booking.elsewhere": N_("They are at “{title}” in “{room}” {start}–{end}."),
    "booking.resource_none": N_("Say how many, at least 1."),
    "booking.resource_unknown": N_("There is no equipment and nobody on the staff with the number {name}."),
    "booking.resource_retired": N_("“{name}” is no longer in use."),
    "booking.resource_too_many": N_("Of “{name}” there are only {free}; {wanted} are wanted."),
    "booking.resource_short": N_(
        "Of “{name}” only {free} are free {start}–{end}; {wanted} are wanted. Taken by: {title}."
    ),
    "booking.resource_repair": N_("Of “{name}” only {free} are there {start}–{end}; {wanted} are wanted."),
    "booking.staff_busy": N_("{name} is busy {start}–{end}: {title}."),
    "booking.resource_hours": N_("{name} does not work {start}–{end}. Hours that day: {reason}."),
    "booking.resource_away": N_("{name} is away {start}–{end}. {reason}"),
    "booking.resource_meanwhile": N_("Another desk has just taken the last of these. Look again."),
    "booking.name_missing": N_("Give it a name."),
    "booking.name_taken": N_("“{name}” is in the list already."),
    "booking.resource_quantity": N_("Say how many there are: 1 to {most}."),
    "booking.staff_is_one": N_("Each person has a line of their own."),
    "booking.hours_backwards": N_("The hours must end after they begin."),
    "booking.hours_overlap": N_("Two stretches of one weekday overlap."),
    "booking.absent_too_many": N_("There are {quantity} in all."),
    "booking.resource_promised": N_("On {day} {promised} of them are promised."),
    "booking.slot_minutes": N_("A slot lasts 5 minutes to 12 hours."),
    "booking.slot_capacity": N_("A slot has at least one place."),
    "booking.slot_over_capacity": N_("The room seats {seats}; a slot has {people} places."),
    "booking.plan_bounds": N_("Pause, notice and days ahead cannot be below 0."),
    "booking.plan_retired": N_("“{name}” is no longer given by appointment."),
    "booking.slot_missing": N_("Choose a slot."),
    "booking.slot_unknown": N_("No slot begins at {start}."),
    "booking.slot_full": N_("“{name}” {start}: every place is taken."),
    "booking.slot_too_far": N_("It can be booked {days} days ahead at most."),
    "booking.slot_too_late": N_("{start} can no longer be booked: {minutes} minutes before is the latest."),
    "booking.nothing_left_today": N_("No place for “{name}” is left today."),
    "booking.already_in_slot": N_("They already have a place at {start}."),
    "booking.appointment_cancelled": N_("This appointment is cancelled."),
    "booking.appointment_not_cancelled": N_("This appointment is not cancelled."),
    "booking.turnout_not_held": N_("Only a day that is booked can be held."),
    "booking.turnout_early": N_("It begins only at {start}."),
    "booking.key_reused": N_("This form was already saved with other contents. Open a new one."),
}
teach(SENTENCES)


def kind_name(kind: BookingKind) -> str:
    """The word for what a booking is for."""
    return _(KINDS[kind])


def status_name(status: OccurrenceStatus) -> str:
    """The word for where one day stands."""
    return _(STATUSES[status])


def scope_name(scope: Scope) -> str:
    """The words for how much of a series is meant."""
    return _(SCOPES[scope])


def turnout_name(turnout: Turnout) -> str:
    """The word for whether they came."""
    return _(TURNOUTS[turnout])


def standing_name(standing: Standing) -> str:
    """The words for where a booking stands on its way to being granted."""
    return _(STANDINGS[standing])


def resource_kind_name(kind: ResourceKind) -> str:
    """The word for things or people."""
    return _(RESOURCE_KINDS[kind])
