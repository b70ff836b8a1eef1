"""From a story to numbered pages: header, footer, "page x of y", and the PDF itself.

A story is laid out once into pages, so that the number of pages is known before the first is drawn.
The same paper gives the same bytes: the PDF carries no time of its own but the one printed on it.
"""

import io
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from neighborcenter.kit.i18n import _
from neighborcenter.reports.paper import fonts, styles
from neighborcenter.reports.paper.blocks import Block, PageBreak, Space
from neighborcenter.reports.paper.fonts import Face
from neighborcenter.reports.paper.painter import PdfPainter
from neighborcenter.reports.paper.safe_file import write_bytes

HEAD_SIZE = 8.5
FOOT_SIZE = 8.0


@dataclass(frozen=True, slots=True)
class Imprint:
    """Who printed what when: the words around the type area of every page."""

    center: str
    title: str
    covers: str  # the range in words, such as 2026-11-01 – 2026-11-30
    made_by: str
    made_at: datetime  # center-local
    cutoff: datetime | None = None  # up to when the data count
    number: str = ""  # number of the form or of the stored report
    note: str = ""  # such as "phone numbers are masked"


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper, ready to be set."""

    imprint: Imprint
    story: tuple[Block, ...]
    size: styles.PaperSize = "A4"


@dataclass(frozen=True, slots=True)
class Printed:
    """The finished PDF."""

    pdf: bytes
    pages: int
    missing: tuple[str, ...]  # characters that no font could draw; shown as 〓

    def save(self, path: Path) -> None:
        """Write the PDF, all or nothing. Raises Unavailable when the disk or the folder refuses."""
        write_bytes(path, self.pdf)


Placed = tuple[float, Block]


def lay_out(story: Sequence[Block], width: float, height: float) -> list[list[Placed]]:
    """The story as pages of (distance from the top, block). A block taller than a page is drawn over its end."""
    pages: list[list[Placed]] = [[]]
    queue, y = deque(story), 0.0
    while queue:
        block = queue.popleft()
        if isinstance(block, PageBreak):
            if pages[-1]:
                pages.append([])
                y = 0.0
            continue
        needed = _needed(block, queue, width)
        if pages[-1] and y + needed > height:
            pages.append([])
            y = 0.0
        head, rest = block.split(width, height - y)
        if head is None:
            if pages[-1]:
                pages.append([])
                y = 0.0
                queue.appendleft(block)
                continue
            head, rest = block, None
        if rest is None and _strands(queue, width, height - y - head.height(width)):
            head, rest = head.parted()
        pages[-1].append((y, head))
        y += head.height(width)
        if rest is not None:
            queue.appendleft(rest)
            pages.append([])
            y = 0.0
    return [page for page in pages if page] or [[]]


def _strands(following: Sequence[Block], width: float, room: float) -> bool:
    """Whether notes or signatures that belong to what stands above would begin the next page alone."""
    needed = used = 0.0
    for after in following:
        if isinstance(after, PageBreak) or not (after.follows() or isinstance(after, Space)):
            break
        used += after.height(width)
        needed = used if after.follows() else needed
    return needed > room


def type_area(size: styles.PaperSize) -> tuple[float, float]:
    """Width and height between the margins, in points."""
    wide, tall = styles.SIZES[size]
    margins = styles.MARGINS[size]
    return wide - margins.left - margins.right, tall - margins.top - margins.bottom


def _needed(block: Block, following: Sequence[Block], width: float) -> float:
    """The room a heading needs together with the first part of what it heads."""
    if not block.keep_next:
        return block.least(width)
    needed = block.height(width)
    for after in following:
        if isinstance(after, PageBreak):
            break
        if not after.keep_next:
            return needed + after.least(width)
        needed += after.height(width)
    return needed


def print_paper(paper: Paper) -> Printed:
    """Set and draw `paper`; about 200 pages of tables a second."""
    from reportlab import rl_config  # noqa: PLC0415 - heavy, loaded on first use
    from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415 - heavy, loaded on first use

    wide, _tall = styles.SIZES[paper.size]
    margins = styles.MARGINS[paper.size]
    width, height = type_area(paper.size)
    pages = lay_out(paper.story, width, height)
    rl_config.useA85 = 0  # a sixth smaller, and no longer 7-bit as in the nineties
    fonts.loaded(Face.SANS)
    target = io.BytesIO()
    long = _length(paper.size, pages[0], width)
    canvas: Any = Canvas(target, pagesize=(wide, long), invariant=1, pageCompression=1, lang="zh-CN")
    _describe(canvas, paper.imprint)
    pen = PdfPainter(canvas, long, styles.PALETTE)
    for number, page in enumerate(pages, 1):
        pen.height = long = _length(paper.size, page, width)
        canvas.setPageSize((wide, long))
        _head(pen, paper, number)
        for at, (y, block) in enumerate(page):
            _bookmark(canvas, block, f"page-{number}-{at}", long - margins.top - y)
            block.draw(pen, margins.left, margins.top + y, width)
        _foot(pen, paper, number, len(pages))
        canvas.showPage()
    canvas.save()
    return Printed(target.getvalue(), len(pages), tuple(sorted(pen.missing)))


def _length(size: styles.PaperSize, page: list[Placed], width: float) -> float:
    """How long a page is: that of its sheet; on a roll what stands on it and no more."""
    tall = styles.SIZES[size][1]
    if size != styles.ROLL:
        return tall
    margins = styles.MARGINS[size]
    used = max((y + block.height(width) for y, block in page), default=0.0)
    return min(tall, max(styles.SHORTEST_ROLL, margins.top + used + margins.bottom))


def _describe(canvas: Any, imprint: Imprint) -> None:
    canvas.setTitle(imprint.title)
    canvas.setAuthor(imprint.center)
    canvas.setSubject(imprint.covers)
    canvas.setCreator("Neighborcenter")
    canvas.setProducer("Neighborcenter")


def _bookmark(canvas: Any, block: Block, key: str, top: float) -> None:
    words = block.bookmark()
    if words:
        canvas.bookmarkHorizontal(key, 0, top)
        canvas.addOutlineEntry(words, key, 0, closed=False)


def _head(pen: PdfPainter, paper: Paper, number: int) -> None:
    wide, _tall = styles.SIZES[paper.size]
    margins = styles.MARGINS[paper.size]
    base = margins.top - 14
    right = paper.imprint.number if number == 1 or paper.size == styles.ROLL else paper.imprint.title
    room = (wide - margins.left - margins.right) / 2 - 6
    pen.text(
        margins.left,
        base,
        fonts.fit(paper.imprint.center, Face.SANS, HEAD_SIZE, room if right else room * 2),
        size=HEAD_SIZE,
        color="soft",
    )
    pen.text(
        wide - margins.right,
        base,
        fonts.fit(right, Face.SANS, HEAD_SIZE, room),
        size=HEAD_SIZE,
        color="soft",
        align="right",
    )
    pen.line([(margins.left, base + 5), (wide - margins.right, base + 5)], color="rule", width=0.5)


def _minute(at: datetime) -> datetime:
    return at.replace(second=0, microsecond=0)


def _made(imprint: Imprint) -> str:
    return _("Made by {name} {time}").format(name=imprint.made_by, time=f"{imprint.made_at:%Y-%m-%d %H:%M}")


def foot_words(imprint: Imprint) -> list[str]:
    """The parts of the footer: range, maker and time, cut-off, note."""
    # The same minute twice would only be noise.
    covers = imprint.covers if imprint.covers != f"{imprint.made_at:%Y-%m-%d %H:%M}" else ""
    parts = [covers, _made(imprint)]
    if imprint.cutoff is not None and _minute(imprint.cutoff) != _minute(imprint.made_at):
        parts.append(_("Data up to {time}").format(time=imprint.cutoff.strftime("%Y-%m-%d %H:%M")))
    parts.append(imprint.note)
    return [part for part in parts if part]


def _foot(pen: PdfPainter, paper: Paper, number: int, count: int) -> None:
    wide, _tall = styles.SIZES[paper.size]
    margins = styles.MARGINS[paper.size]
    base = pen.height - margins.bottom + 20
    pen.line([(margins.left, base - 11), (wide - margins.right, base - 11)], color="rule", width=0.5)
    roll = paper.size == styles.ROLL
    page = "" if roll else _("Page {number} of {count}").format(number=number, count=count)
    pen.text(wide - margins.right, base, page, size=FOOT_SIZE, color="soft", align="right")
    room = wide - margins.left - margins.right - pen.text_width(page, size=FOOT_SIZE) - 12
    parts = [_made(paper.imprint), paper.imprint.note] if roll else foot_words(paper.imprint)
    line = "   ".join(parts)
    if pen.text_width(line, size=FOOT_SIZE) <= room:
        pen.text(margins.left, base, line, size=FOOT_SIZE, color="soft")
        return
    half = -(-len(parts) // 2)
    for at, stretch in enumerate((parts[:half], parts[half:])):
        words = fonts.fit("   ".join(stretch), Face.SANS, FOOT_SIZE, room)
        pen.text(margins.left, base + at * 11, words, size=FOOT_SIZE, color="soft")
