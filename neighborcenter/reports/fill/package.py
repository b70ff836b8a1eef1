"""The ZIP behind an .xlsx or .docx: read with limits, written back with every part that was not touched as it was."""

import io
import zipfile
from collections.abc import Mapping
from typing import Any, Literal

from lxml import etree

from neighborcenter.kit.problems import Invalid, Problem
from neighborcenter.reports.fill import texts

assert texts  # The sentences for the problems below are taught there.

FileKind = Literal["xlsx", "docx"]
MOST_BYTES = 12 * 1024 * 1024
MOST_UNPACKED = 120 * 1024 * 1024

_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, remove_blank_text=False)


def unpack(data: bytes) -> dict[str, bytes]:
    """The parts by name. Raises Invalid for a file that is too big, locked with a password, or none of the two."""
    if len(data) > MOST_BYTES:
        raise Invalid(Problem("file", "reports.form_too_big", {"megabytes": MOST_BYTES // 1024 // 1024}))
    if (
        data[:4] == b"\xd0\xcf\x11\xe0"
    ):  # the old binary formats, and encrypted new ones, share this beginning
        raise Invalid(Problem("file", "reports.form_old"))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(one.file_size for one in packed.infolist()) > MOST_UNPACKED:
                raise Invalid(
                    Problem("file", "reports.form_too_big", {"megabytes": MOST_BYTES // 1024 // 1024})
                )
            return {one.filename: packed.read(one) for one in packed.infolist() if not one.is_dir()}
    except (zipfile.BadZipFile, RuntimeError, EOFError, OSError, NotImplementedError) as problem:
        raise Invalid(Problem("file", "reports.form_unreadable")) from problem


def kind_of(parts: Mapping[str, bytes]) -> FileKind:
    """Workbook or document. Raises Invalid for anything else."""
    if "xl/workbook.xml" in parts:
        return "xlsx"
    if "word/document.xml" in parts:
        return "docx"
    raise Invalid(Problem("file", "reports.form_unreadable"))


def pack(data: bytes, changed: Mapping[str, bytes], dropped: frozenset[str] = frozenset()) -> bytes:
    """The file again, with these parts changed or left out and all others byte for byte, in their order."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as packed,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written,
    ):
        for one in packed.infolist():
            if one.filename not in dropped:
                written.writestr(one, changed.get(one.filename, packed.read(one)), one.compress_type)
    return out.getvalue()


def parsed(part: bytes) -> Any:
    """A part as a tree. Raises Invalid when it is no XML."""
    try:
        return etree.fromstring(part, _PARSER)
    except etree.XMLSyntaxError as problem:
        raise Invalid(Problem("file", "reports.form_unreadable")) from problem


def serialized(root: Any) -> bytes:
    """A tree as a part."""
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return written
