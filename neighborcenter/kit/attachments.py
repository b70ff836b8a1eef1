"""Pictures and papers kept beside the database: copied, named by their contents, without what a camera adds."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

LARGEST_MB = 20
_BEGINNINGS = ((b"\xff\xd8\xff", ".jpg"), (b"\x89PNG\r\n\x1a\n", ".png"), (b"%PDF-", ".pdf"))
_FORMATS = {".jpg": "JPEG", ".png": "PNG", ".webp": "WEBP"}
QUALITY = 92
"""Of a picture written anew, 0 to 95: nobody sees the difference, the file does not grow."""


class Unfit(ValueError):
    """The file cannot be kept: `large`, else it is not of a kind that is."""

    def __init__(self, *, large: bool) -> None:
        super().__init__("large" if large else "kind")
        self.large = large


def keep(attachments: Path, room: str, file: Path, *, papers: bool = False) -> str:
    """Copy a picture (with `papers` a PDF as well) into the folder of a room; returns its place below `attachments`.

    A picture loses place, time and camera that the telephone wrote into it (PIPL art. 6: no more than is needed).
    The same contents twice are one file.  Raises Unfit, OSError.
    """
    if file.stat().st_size > LARGEST_MB * 1024 * 1024:
        raise Unfit(large=True)
    data = file.read_bytes()
    ending = _ending(data)
    if ending == ".pdf" and not papers:
        raise Unfit(large=False)
    if ending != ".pdf":
        data = bare(data, ending)
    digest = hashlib.sha256(data).hexdigest()
    place = f"{room}/{digest[:2]}/{digest}{ending}"
    target = attachments / place
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        aside = target.with_suffix(".part")
        aside.write_bytes(data)
        aside.replace(target)
    return place


def bare(data: bytes, ending: str) -> bytes:
    """A picture without what was written beside it; turned the way it was held.  Raises Unfit for a broken one."""
    from PIL import Image, ImageOps  # noqa: PLC0415 - 20 ms that only a photo needs

    try:
        with Image.open(io.BytesIO(data), formats=(_FORMATS[ending],)) as picture:
            if not (
                picture.getexif() or picture.info.keys() & {"exif", "xmp", "comment", "XML:com.adobe.xmp"}
            ):
                return data
            upright = ImageOps.exif_transpose(picture)
            plain = Image.new(upright.mode, upright.size)
            plain.paste(upright)
            if upright.palette is not None:
                plain.putpalette(upright.palette)
            out = io.BytesIO()
            plain.save(out, _FORMATS[ending], quality=QUALITY, icc_profile=upright.info.get("icc_profile"))
            return out.getvalue()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise Unfit(large=isinstance(error, Image.DecompressionBombError)) from error


def _ending(data: bytes) -> str:
    """What kind of file it is, by how it begins and not by its name."""
    for beginning, ending in _BEGINNINGS:
        if data.startswith(beginning):
            return ending
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return ".webp"
    raise Unfit(large=False)
