"""Files that are written whole or not at all: beside the target first, on the disk for certain, then renamed."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from neighborcenter.kit.i18n import N_
from neighborcenter.kit.problems import Unavailable, teach

SENTENCES = {
    "reports.disk_full": N_(
        "The disk is full. Free some space or choose another folder. {file} was not written."
    ),
    "reports.file_open": N_(
        "{file} could not be written. Close it in other programs, or choose another folder."
    ),
}
teach(SENTENCES)


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Hands out a name to write to; when all went well it takes the place of `path`, otherwise it is removed.

    Raises Unavailable "reports.disk_full" or "reports.file_open"; an older file at `path` then stays as it was.
    """
    part = path.with_name(f".{path.name}.part")
    try:
        yield part
        with part.open("rb+") as written:
            os.fsync(written.fileno())
        part.replace(path)
    except OSError as problem:
        _remove(part)
        full = problem.errno in (errno.ENOSPC, errno.EDQUOT)
        raise Unavailable("reports.disk_full" if full else "reports.file_open", file=path.name) from problem
    except BaseException:
        _remove(part)
        raise
    _sync_folder(path.parent)


@contextmanager
def leaving(path: Path) -> Iterator[Path]:
    """Hands out a name with the same ending; the file written there becomes `path` when the block ends.

    For lists and papers that may only leave the house with their line in the audit trail: write, record, and
    when recording fails there is no file. Raises Unavailable as `replacing` does.
    """
    aside = path.with_name(f".{path.stem}.leaving{path.suffix}")
    try:
        yield aside
        with replacing(path) as part:
            aside.replace(part)
    finally:
        _remove(aside)


def write_bytes(path: Path, data: bytes) -> None:
    """Write `data` to `path`, all or nothing. Raises Unavailable as `replacing` does."""
    with replacing(path) as part:
        part.write_bytes(data)


def _remove(part: Path) -> None:
    with suppress(OSError):
        part.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    """Make the new name itself survive a power cut; Windows has no such call and needs none."""
    if os.name != "posix":
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
