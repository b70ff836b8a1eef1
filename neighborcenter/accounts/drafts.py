"""What is handed in about accounts."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AccountDraft:
    """A person who is to work here."""

    login: str
    name: str
    password: str
    roles: tuple[str, ...] = ("front_desk",)
    must_change: bool = True


@dataclass(frozen=True, slots=True)
class AccountChange:
    """What may be changed about an account; None leaves as it is."""

    name: str | None = None
    roles: tuple[str, ...] | None = None
    active: bool | None = None


@dataclass(frozen=True, slots=True)
class PasswordChange:
    """A person's own new password, with the old one as proof."""

    old: str
    new: str
