"""A changed form: every place is found again by its heading, and what became of each is told."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from neighborcenter.reports.fill.headings import alike, plain
from neighborcenter.reports.fill.layout import Grid, Layout
from neighborcenter.reports.fill.spots import Spot, ordered
from neighborcenter.reports.fill.suggest import head_columns, last_line
from neighborcenter.reports.kinds import SpotKind

Fate = Literal["kept", "moved", "renamed", "gone", "sheet_gone", "fresh"]
STILL = 0.6  # how alike a heading at the old place must be to count as the same, renamed


@dataclass(frozen=True, slots=True)
class Finding:
    """What became of one place: its heading, where it was and is, and what it is called now."""

    fate: Fate
    what: str
    old: str = ""
    new: str = ""
    now: str = ""


def rematched(
    spots: Sequence[Spot], layout: Layout, before: Layout | None = None
) -> tuple[tuple[Spot, ...], tuple[Finding, ...]]:
    """The places in the new form, and a finding for each; headings that the form `before` had not come last."""
    found: list[Spot] = []
    findings: list[Finding] = []
    for spot in spots:
        if spot.kind is SpotKind.MARK:
            here = next((mark for mark in layout.marks if plain(mark) == plain(spot.heading)), None)
            if here is not None:
                found.append(replace(spot, heading=here))
            findings.append(Finding("kept" if here is not None else "gone", spot.heading, spot.heading))
        elif spot.kind is SpotKind.CELL:
            _cell(spot, layout, found, findings)
    for head in (one for one in spots if one.kind is SpotKind.LIST):
        columns = [
            one for one in spots
            if one.kind is SpotKind.COLUMN and (one.place, one.row) == (head.place, head.row)
        ]  # fmt: skip
        old = before.grid(head.place) if before is not None else None
        known = {plain(words) for _column, words in head_columns(old, head.row)} if old is not None else set()
        _list(head, columns, layout, found, findings, known)
    return ordered(tuple(found)), tuple(findings)


def _grids(layout: Layout, place: str) -> list[Grid]:
    """Where to look: the grid of the same name, else any."""
    same = layout.grid(place)
    return [same] if same is not None else list(layout.grids)


def _told(spot: Spot, new: Spot) -> Finding:
    old, here = spot.name, new.name
    return Finding("kept" if old == here else "moved", spot.heading or old, old, here)


def _cell(spot: Spot, layout: Layout, found: list[Spot], findings: list[Finding]) -> None:
    old = spot.name
    grids = _grids(layout, spot.place)
    if not spot.heading:
        same = layout.grid(spot.place)
        inside = same is not None and spot.row < len(same.rows) and spot.column < same.width
        if inside:
            found.append(spot)
        findings.append(Finding("kept" if inside else "gone", old, old, old if inside else ""))
        return
    labels = [
        (grid, row, column)
        for grid in grids
        for row, line in enumerate(grid.rows)
        for column, text in enumerate(line)
        if plain(text) == plain(spot.heading)
    ]
    if not labels:
        same = layout.grid(spot.place)
        now = same.text(spot.row - spot.down, spot.column - spot.across) if same is not None else ""
        if same is not None and now and alike(now, spot.heading) >= STILL:
            words = " ".join(now.split())
            found.append(replace(spot, heading=words))
            findings.append(Finding("renamed", spot.heading, old, old, words))
            return
        findings.append(
            Finding("gone" if same is not None else "sheet_gone", spot.heading, old if same else spot.place)
        )
        return
    grid, row, column = min(
        labels, key=lambda one: abs(one[1] - spot.row + spot.down) + abs(one[2] - spot.column + spot.across)
    )
    _top, _left, bottom, right = grid.area(row, column)
    down, across = (0, right - column + 1) if spot.across else (bottom - row + 1, 0)
    new = replace(spot, place=grid.name, row=row + down, column=column + across, down=down, across=across)
    found.append(new)
    findings.append(_told(spot, new))


def _list(
    head: Spot,
    columns: Sequence[Spot],
    layout: Layout,
    found: list[Spot],
    findings: list[Finding],
    known: set[str],
) -> None:
    best: tuple[int, Grid, int, dict[str, int]] | None = None
    wanted = {plain(one.heading) for one in columns}
    for grid in _grids(layout, head.place):
        for row in range(len(grid.rows)):
            here = {plain(words): column for column, words in head_columns(grid, row)}
            score = len(wanted & set(here)) * 1000 - abs(row - head.row)
            if wanted & set(here) and (best is None or score > best[0]):
                best = (score, grid, row, here)
    if best is None:
        fate: Fate = "gone" if layout.grid(head.place) is not None else "sheet_gone"
        findings.append(Finding(fate, head.heading or head.place, head.place))
        return
    _score, grid, row, here = best
    told = {plain(words): words for _column, words in head_columns(grid, row)}
    kept: list[Spot] = []
    for one in columns:
        at = here.get(plain(one.heading))
        if at is not None:
            new = replace(one, place=grid.name, row=row, column=at)
            kept.append(new)
            findings.append(_told(one, new))
            continue
        now = next(
            (
                words for words in told.values()
                if plain(words) not in wanted and alike(words, one.heading) >= STILL
            ),
            "",
        )  # fmt: skip
        if now:
            new = replace(one, place=grid.name, row=row, column=here[plain(now)], heading=now)
            kept.append(new)
            findings.append(Finding("renamed", one.heading, one.name, new.name, now))
        else:
            findings.append(Finding("gone", one.heading, one.name))
    last = last_line(grid, row, [one.column for one in kept])
    found += [replace(head, place=grid.name, row=row, last=last), *kept]
    taken = {one.column for one in kept}
    for column, words in head_columns(grid, row):
        if column not in taken and plain(words) not in wanted | known:
            spot = Spot(SpotKind.COLUMN, "", words, grid.name, row, column)
            findings.append(Finding("fresh", words, "", spot.name))
