"""Make the fonts for print from the published ones (needs fonttools; run only when a font is renewed).

Usage: make_fonts.py NOTO_SERIF_REGULAR NOTO_SERIF_BOLD NOTO_SANS_REGULAR HANAMIN_A HANAMIN_B UNIHAN_OTHER_MAPPINGS OUT_FOLDER
"""

import io
import sys
import zipfile
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

BLOCK = 0x800
HAN = [(0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0x20000, 0x323AF)]


def options() -> Options:
    chosen = Options()
    chosen.hinting = False
    chosen.layout_features = []
    chosen.drop_tables += ["GSUB", "GPOS", "GDEF", "vhea", "vmtx", "BASE", "VORG", "DSIG", "gasp"]
    chosen.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    chosen.notdef_outline = True
    chosen.glyph_names = False
    return chosen


def gb2312() -> set[int]:
    found = set()
    for high in range(0xA1, 0xF8):
        for low in range(0xA1, 0xFF):
            try:
                found.add(ord(bytes((high, low)).decode("gb2312")))
            except UnicodeDecodeError:
                continue
    return found


def standard_characters(unihan: Path) -> set[int]:
    """The 8105 characters of the Table of General Standard Chinese Characters (Unihan kTGH)."""
    lines = unihan.read_text("utf-8").splitlines()
    return {int(line.split("\t")[0][2:], 16) for line in lines if "\tkTGH\t" in line}


def small_serif(source: Path, target: Path, unihan: Path) -> None:
    wanted = gb2312() | standard_characters(unihan) | set(range(0x20, 0x7F)) | set(range(0xA0, 0x180))
    wanted |= (
        set(range(0x2010, 0x2030))
        | set(range(0x2460, 0x24A0))
        | set(range(0x3000, 0x3020))
        | {0x3030, 0x20AC, 0x2116}
    )
    font = TTFont(source)
    subsetter = Subsetter(options())
    subsetter.populate(unicodes=wanted)
    subsetter.subset(font)
    font.save(target)


def rename(font: TTFont, name: str) -> None:
    """Give a cut font its own name: its makers keep theirs for the whole one."""
    for record in list(font["name"].names):
        if record.nameID in (1, 3, 4, 6, 16):
            record.string = name if record.nameID != 6 else name.replace(" ", "")


def rare(sans: Path, sources: list[Path], target: Path) -> None:
    known = set(TTFont(sans, lazy=True).getBestCmap())
    wanted: dict[int, list[tuple[Path, int]]] = {}
    for source in sources:
        for code in TTFont(source, lazy=True).getBestCmap():
            if code in known or not any(a <= code <= b for a, b in HAN):
                continue
            known.add(code)
            wanted.setdefault(code // BLOCK, []).append((source, code))
    with zipfile.ZipFile(target, "w", zipfile.ZIP_LZMA) as box:
        for block, members in sorted(wanted.items()):
            for at, source in enumerate(sources):
                codes = [code for path, code in members if path == source]
                if not codes:
                    continue
                font = TTFont(source)
                subsetter = Subsetter(options())
                subsetter.populate(unicodes=codes)
                subsetter.subset(font)
                rename(font, f"Neighborcenter Rare {block:03X}{'AB'[at]}")
                data = io.BytesIO()
                font.save(data)
                entry = zipfile.ZipInfo(f"{block:03X}{'AB'[at]}.ttf", (2026, 1, 1, 0, 0, 0))
                entry.compress_type = zipfile.ZIP_LZMA
                box.writestr(entry, data.getvalue())
                sys.stdout.write(f"{entry.filename} {len(codes)} characters {len(data.getvalue())} bytes\n")


if __name__ == "__main__":
    serif, serif_bold, sans, hana_a, hana_b, unihan, out = map(Path, sys.argv[1:8])
    small_serif(serif, out / "NotoSerifSC-Regular.ttf", unihan)
    small_serif(serif_bold, out / "NotoSerifSC-Bold.ttf", unihan)
    rare(sans, [hana_a, hana_b], out / "rare-han.zip")
