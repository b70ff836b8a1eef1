"""What only the program as a whole can do: leave the window, do something with the database closed, come back."""

from __future__ import annotations

from collections.abc import Callable

_url: list[str | None] = [None]
_away: list[Callable[[Callable[[], object], Callable[[object], str]], None]] = []


def offer(
    away: Callable[[Callable[[], object], Callable[[object], str]], None] | None, url: str | None = None
) -> None:
    """The program says how it goes away and which database URL it was given; None takes the offer back."""
    _away[:] = [] if away is None else [away]
    _url[:] = [url]


def database_url() -> str | None:
    """Return the database URL of the command line; None stands for the file in the data folder."""
    return _url[0]


def can_go_away() -> bool:
    """True inside the real program, False in a bare page."""
    return bool(_away)


def away(act: Callable[[], object], say: Callable[[object], str]) -> None:
    """Close window and database, run `act` in the lane, open again at the sign-in with the words of `say`."""
    _away[0](act, say)
