"""The file a backup is: a ZIP any tool opens, with a manifest, sealed so that one flipped bit shows.

The manifest names every file with its SHA-256, every table with its number of rows, the head of the audit
trail and the version of the tables. The ZIP's comment, its last 64 bytes, is the SHA-256 of all bytes before
it: damage anywhere is noticed, also where a ZIP itself would not look.
"""

import hashlib
import json
import os
import re
import shutil
import time
import zipfile
import zlib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from neighborcenter.data import safety_texts as safety_texts  # teaches its sentences
from neighborcenter.kit.problems import Unavailable

FORMAT = 1
MANIFEST = "manifest.json"
SEAL = 64
CHUNK = 1 << 20
DAY = 24 * 3600
# What Python's ZIP says to files that are none, or torn.
_NOT_OURS = (
    zipfile.BadZipFile, zlib.error, EOFError, KeyError, TypeError, ValueError, NotImplementedError, RuntimeError,
)  # fmt: skip
_HEX = re.compile(rb"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says about itself. `audit` maps the center's id to [number of lines, last hash]."""

    made_at: str
    program: str
    engine: str
    schema: str
    centers: list[str]
    rows: dict[str, int]
    audit: dict[str, list[Any]]
    files: dict[str, str] = field(default_factory=dict)
    format: int = FORMAT

    @property
    def moment(self) -> datetime:
        """When it was made, in UTC."""
        return datetime.fromisoformat(self.made_at)

    @property
    def total(self) -> int:
        """Rows of all tables together."""
        return sum(self.rows.values())


def write(target: Path, contents: Mapping[str, Path], manifest: Manifest) -> str:
    """Write an archive beside `target`, seal it, bring it to the disk, rename it. Returns its SHA-256.

    `manifest.files` is filled here. Raises OSError; then nothing is left behind.
    """
    part = target.with_name(f".{target.name}.part")
    try:
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as box:
            for name, path in contents.items():
                box.write(path, name)
                manifest.files[name] = sha256_of(path)
            box.writestr(MANIFEST, json.dumps(asdict(manifest), ensure_ascii=False, indent=1))
            box.comment = b"0" * SEAL
        with part.open("rb+") as file:
            body, _ = _digests(file.fileno(), os.path.getsize(part) - SEAL)
            file.seek(-SEAL, os.SEEK_END)
            file.write(body.encode())
            file.flush()
            os.fsync(file.fileno())
        whole = sha256_of(part)
        os.replace(part, target)
        _sync_folder(target.parent)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return whole


def read_manifest(path: Path) -> Manifest:
    """What a backup says about itself, without proving it. Raises Unavailable."""
    if not path.is_file():
        raise Unavailable("data.backup_missing", file=str(path))
    try:
        with zipfile.ZipFile(path) as box:
            told = json.loads(box.read(MANIFEST))
        if told["format"] > FORMAT:
            raise Unavailable("data.backup_newer", file=path.name)
        return Manifest(**told)
    except _NOT_OURS as error:
        raise Unavailable("data.not_a_backup", file=path.name) from error


def prove(path: Path) -> Manifest:
    """Read every byte of a backup and compare it with its seal and manifest. Raises Unavailable."""
    if not path.is_file():
        raise Unavailable("data.backup_missing", file=str(path))
    with path.open("rb") as file:
        body, tail = _digests(file.fileno(), os.path.getsize(path) - SEAL)
    sealed = tail.decode("ascii", "replace") == body
    if not sealed and _HEX.fullmatch(tail):
        raise Unavailable("data.backup_damaged", file=path.name, what="SHA-256")
    manifest = read_manifest(path)
    if not sealed:
        raise Unavailable("data.backup_damaged", file=path.name, what="SHA-256")
    with zipfile.ZipFile(path) as box:
        if set(box.namelist()) != {MANIFEST, *manifest.files}:
            raise Unavailable("data.backup_damaged", file=path.name, what=MANIFEST)
        for name, wanted in manifest.files.items():
            digest = hashlib.sha256()
            with box.open(name) as entry:
                while chunk := entry.read(CHUNK):
                    digest.update(chunk)
            if digest.hexdigest() != wanted:
                raise Unavailable("data.backup_damaged", file=path.name, what=name)
    return manifest


def extract(path: Path, names: list[str], folder: Path) -> None:
    """Write the named files of a proved backup below `folder`; a name that leads out of it is refused."""
    with zipfile.ZipFile(path) as box:
        for name in names:
            target = (folder / name).resolve()
            if not target.is_relative_to(folder.resolve()):
                raise Unavailable("data.backup_damaged", file=path.name, what=name)
            target.parent.mkdir(parents=True, exist_ok=True)
            with box.open(name) as entry, target.open("wb") as out:
                while chunk := entry.read(CHUNK):
                    out.write(chunk)
                out.flush()
                os.fsync(out.fileno())


def sweep(folder: Path) -> None:
    """Remove what a killed backup or restore left unfinished in `folder` more than a day ago."""
    for left in [*folder.glob(".making-*"), *folder.glob(".restoring-*"), *folder.glob(".*.zip.part")]:
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > DAY:
                shutil.rmtree(left) if left.is_dir() else left.unlink()


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file, as `sha256sum` prints it."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _digests(handle: int, length: int) -> tuple[str, bytes]:
    """The SHA-256 of the first `length` bytes, and the bytes after them."""
    digest = hashlib.sha256()
    os.lseek(handle, 0, os.SEEK_SET)
    left = max(length, 0)
    while left and (chunk := os.read(handle, min(CHUNK, left))):
        digest.update(chunk)
        left -= len(chunk)
    return digest.hexdigest(), os.read(handle, SEAL + 1)


def _sync_folder(folder: Path) -> None:
    """Make the new name survive a power cut; Windows has no such call and needs none."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
