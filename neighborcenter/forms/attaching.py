"""Photos and papers that belong to entries."""

from pathlib import Path

from neighborcenter.kit import attachments as shelf
from neighborcenter.kit.problems import Invalid, Problem


def keep(attachments: Path, file: Path, field: str) -> str:
    """Copy a picture or PDF into the attachments folder; returns what the entry keeps: "place|name".

    The same file twice is one. Raises Invalid on `field` for anything else or too large, OSError.
    """
    try:
        place = shelf.keep(attachments, "forms", file, papers=True)
    except shelf.Unfit as unfit:
        params = {"file": file.name, "most": shelf.LARGEST_MB}
        raise Invalid(Problem(field, "forms.file_type", params)) from unfit
    return f"{place}|{file.name.replace('|', ' ')}"
