"""What staff hand in about a form of another office."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class TemplateDraft:
    """A form: its file and what people call it; `guess` points it at what its headings say."""

    name: str
    file_name: str
    data: bytes
    office: str = ""
    guess: bool = True


@dataclass(frozen=True, slots=True)
class FillDraft:
    """One filling: the days from `first` to `last`, for these `people` (None: everybody a list holds).

    `only_changed` leaves out rows that are as they were in the last return. `reason` hands out phones and ID
    numbers whole and says why; "" leaves them masked. `data` is a newer file of the form, used this once.
    """

    template_id: int
    first: date
    last: date
    people: tuple[int, ...] | None = None
    people_words: str = ""
    only_changed: bool = False
    reason: str = ""
    data: bytes | None = None
