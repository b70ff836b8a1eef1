"""Merge the rooms' translations into the one catalog the program reads, and refuse it while any is lacking.

    python resources/locale/build.py            checks everything, writes neighborcenter.mo
    python resources/locale/build.py --missing  only lists what is not translated yet, room by room
    python resources/locale/build.py --unused   only lists translations no source uses any more

Sources are the calls `_("...")` and `N_("...")` in neighborcenter/ and ui/ (found in the syntax tree, so a
sentence glued from parts is refused), and one file per room under zh_CN/.
"""

import argparse
import ast
import string
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ("neighborcenter", "ui")
MARKS = {"_", "N_", "gettext"}


class Use(NamedTuple):
    """One place where a sentence is marked for translation."""

    message: str
    file: str
    line: int


def uses(root: Path = ROOT) -> list[Use]:
    """Every marked sentence in the sources. A mark around anything but a plain string is a message ''."""
    found = []
    for folder in SOURCES:
        for path in sorted((root / folder).rglob("*.py")):
            tree = ast.parse(path.read_text(encoding="utf-8"), str(path))
            found += [Use(text, str(path.relative_to(root)), line) for text, line in _marked(tree)]
    return found


def _marked(tree: ast.AST) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args:
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name == "N_" or (name in MARKS and not isinstance(node.func, ast.Attribute)):
                first = node.args[0]
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    yield first.value, node.lineno
                elif name == "N_" or isinstance(first, ast.JoinedStr | ast.BinOp):
                    yield "", node.lineno


def translations(root: Path = ROOT) -> dict[str, dict[str, str]]:
    """Room -> message -> translation, from the rooms' files; empty and fuzzy ones are left out."""
    rooms: dict[str, dict[str, str]] = {}
    for path in sorted((root / "resources" / "locale" / "zh_CN").glob("*.po")):
        with path.open("rb") as file:
            catalog = read_po(file, locale="zh_CN", abort_invalid=True)
        rooms[path.stem] = {str(m.id): str(m.string) for m in catalog if m.id and m.string and not m.fuzzy}
    return rooms


def fields(text: str) -> set[str]:
    """The named fields of a sentence; raises ValueError for a broken brace."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def missing(root: Path = ROOT) -> dict[str, list[Use]]:
    """What lacks a translation, by the room (the folder) whose source uses it."""
    known = {message for room in translations(root).values() for message in room}
    lacking: dict[str, list[Use]] = {}
    seen = set()
    for use in uses(root):
        if use.message not in known and use.message not in seen:
            parts = Path(use.file).parts
            lacking.setdefault(parts[1] if len(parts) > 2 else Path(parts[-1]).stem, []).append(use)
            seen.add(use.message)
    return lacking


def problems(root: Path = ROOT) -> list[str]:
    """Everything wrong with the words, one line each; empty when the catalog may be written."""
    found = []
    for use in (use for uses_ in missing(root).values() for use in uses_):
        what = repr(use.message) if use.message else "a sentence glued from parts"
        found.append(f"{use.file}:{use.line}: not translated: {what}")
    first: dict[str, tuple[str, str]] = {}
    for room, messages in translations(root).items():
        for message, translation in messages.items():
            try:
                if fields(message) != fields(translation):
                    found.append(f"{room}.po: other fields than the source: {message!r} -> {translation!r}")
            except ValueError as error:
                found.append(f"{room}.po: {error}: {message!r} -> {translation!r}")
            other_room, other = first.setdefault(message, (room, translation))
            if other != translation:
                found.append(
                    f"{room}.po says {translation!r}, {other_room}.po says {other!r} for {message!r}"
                )
    return found


def compiled(root: Path = ROOT) -> bytes:
    """The catalog's bytes: the same for the same words, whatever the day."""
    day = datetime(2026, 11, 23, tzinfo=UTC)  # A date of its own would make another file every day.
    catalog = Catalog(
        locale="zh_CN",
        project="Neighborcenter",
        charset="utf-8",
        fuzzy=False,
        creation_date=day,
        revision_date=day,
    )
    catalog.mime_headers = [
        ("Content-Type", "text/plain; charset=utf-8"),
        ("Language", "zh_CN"),
        ("Plural-Forms", "nplurals=1; plural=0;"),
    ]
    merged = {message: text for room in translations(root).values() for message, text in room.items()}
    for message in sorted(merged):
        catalog.add(message, merged[message])
    out = BytesIO()
    write_mo(out, catalog)
    return out.getvalue()


def catalog_file(root: Path = ROOT) -> Path:
    """Where the program reads the catalog."""
    return root / "resources" / "locale" / "zh_CN" / "LC_MESSAGES" / "neighborcenter.mo"


def main(words: list[str]) -> int:
    """Command line; returns the exit code."""
    parser = argparse.ArgumentParser(description="Merge and check the translations.")
    parser.add_argument("--missing", action="store_true", help="only list what is not translated")
    parser.add_argument("--unused", action="store_true", help="only list translations nobody uses")
    parser.add_argument("--force", action="store_true", help="write the catalog although something lacks")
    options = parser.parse_args(words)
    if options.missing:
        for room, lacking in sorted(missing().items()):
            print(f"# {room}: {len(lacking)}")
            for use in lacking:
                print(f"{use.file}:{use.line}: {use.message!r}")
        return 0
    if options.unused:
        used = {use.message for use in uses()}
        for room, messages in translations().items():
            print("\n".join(f"{room}.po: {message!r}" for message in messages if message not in used))
        return 0
    found = problems()
    print("\n".join(found) if found else "every sentence is translated")
    if found and not options.force:
        return 1
    catalog_file().parent.mkdir(parents=True, exist_ok=True)
    catalog_file().write_bytes(compiled())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
