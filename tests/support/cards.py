"""A reader of ID cards for tests: cards are laid on it and taken away."""

from __future__ import annotations

from neighborcenter.desk.cards.card import IdCard


class FakeReader:
    """Keeps to `CardReader`; counts how often it was asked."""

    def __init__(self) -> None:
        self.card: IdCard | None = None
        self.asked = 0
        self.closed = False

    def lay(self, name: str, number: str, **more: object) -> None:
        """Lay a card on the reader."""
        self.card = IdCard(name, number, **more)  # type: ignore[arg-type]

    def take_away(self) -> None:
        """Nothing lies there any more."""
        self.card = None

    def read(self) -> IdCard | None:
        """The card that lies there."""
        self.asked += 1
        return self.card

    def close(self) -> None:
        """Let go of it."""
        self.closed = True
