"""Photos and papers that belong to entries: copied beside the database, named by their contents."""

import hashlib
from pathlib import Path

from neighborcenter.kit.problems import Invalid, Problem

LARGEST_MB = 20
_BEGINNINGS = ((b"\xff\xd8\xff", ".jpg"), (b"\x89PNG\r\n\x1a\n", ".png"), (b"%PDF-", ".pdf"))


def keep(attachments: Path, file: Path, field: str) -> str:
    """Copy a picture or PDF into the attachments folder; returns what the entry keeps: "place|name".

    The same file twice is one. Raises Invalid on `field` for anything else or too large, OSError.
    """
    refused = Problem(field, "forms.file_type", {"file": file.name, "most": LARGEST_MB})
    if file.stat().st_size > LARGEST_MB * 1024 * 1024:
        raise Invalid(refused)
    data = file.read_bytes()
    ending = next((end for beginning, end in _BEGINNINGS if data.startswith(beginning)), None)
    if ending is None:
        raise Invalid(refused)
    digest = hashlib.sha256(data).hexdigest()
    place = f"forms/{digest[:2]}/{digest}{ending}"
    target = attachments / place
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        aside = target.with_suffix(".part")
        aside.write_bytes(data)
        aside.replace(target)
    return f"{place}|{file.name.replace('|', ' ')}"
