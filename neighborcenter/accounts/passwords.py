"""Argon2id hashes of passwords (library defaults: 64 MiB, three passes, above OWASP's minimum)."""

from functools import cache
from typing import Any


@cache
def _hasher() -> Any:
    from argon2 import PasswordHasher  # noqa: PLC0415 - 40 ms, needed only when someone signs in

    return PasswordHasher()


def hash_of(password: str) -> str:
    """A salted hash to keep. About 200 ms: never on the main thread of a window."""
    hashed: str = _hasher().hash(password)
    return hashed


def fits(hashed: str, password: str) -> bool:
    """Whether `password` is the one that was hashed. As slow for an account that does not exist."""
    from argon2.exceptions import InvalidHashError, VerifyMismatchError  # noqa: PLC0415 - as above

    try:
        return bool(_hasher().verify(hashed or _nobody(), password)) and bool(hashed)
    except (VerifyMismatchError, InvalidHashError):
        return False


def is_outdated(hashed: str) -> bool:
    """Whether the hash was made with weaker settings than today's and should be made anew."""
    return bool(_hasher().check_needs_rehash(hashed))


@cache
def _nobody() -> str:
    return hash_of("nobody has this password")
