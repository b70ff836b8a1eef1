"""What is done with the forms of other offices: added, pointed at fields, renewed, filled, put away."""

import base64
import hashlib
import json
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.fold import fold
from neighborcenter.kit.problems import Invalid, Problem
from neighborcenter.kit.work import Read, Work
from neighborcenter.people.privacy import hand_out_whole
from neighborcenter.reports.fill.drafts import FillDraft, TemplateDraft
from neighborcenter.reports.fill.facts import known_facts, known_ledgers
from neighborcenter.reports.fill.filling import Filled, filled
from neighborcenter.reports.fill.queries import layout_of, template_card
from neighborcenter.reports.fill.rematch import Finding, rematched
from neighborcenter.reports.fill.spots import Spot, ordered
from neighborcenter.reports.fill.suggest import Known, list_columns, suggested
from neighborcenter.reports.kinds import SpotKind
from neighborcenter.reports.models import foreign_return, foreign_spot, foreign_template


def known(read: Read) -> Known:
    """What a form may be pointed at, for this actor."""
    return Known(tuple(one.column for one in known_facts(read)), known_ledgers(read))


def add_template(work: Work, draft: TemplateDraft) -> int:
    """Keep a form and, if wanted, point it at what its headings say. Raises Invalid."""
    work.require(Permission.REPORTS_WRITE)
    name = fold(draft.name)
    problems = _problems_in_name(work, name, 0)
    if problems:
        raise Invalid(*problems)
    layout = layout_of(draft.data)
    ref = work.insert(
        foreign_template,
        name=name,
        office=fold(draft.office),
        kind=layout.kind,
        file_name=draft.file_name,
        **_content(draft.data),
    )
    if draft.guess:
        _write_spots(work, ref, suggested(layout, known(work)))
    work.record("reports.add_template", "foreign_template", ref, name=name, file=draft.file_name)
    return ref


def rename_template(work: Work, ref: int, name: str, office: str, *, version: int | None = None) -> None:
    """Give a form another name or office. Raises Invalid, NotFound, Stale."""
    work.require(Permission.REPORTS_WRITE)
    name = fold(name)
    problems = _problems_in_name(work, name, ref)
    if problems:
        raise Invalid(*problems)
    work.update(foreign_template, ref, version=version, name=name, office=fold(office))
    work.record("reports.map_template", "foreign_template", ref, name=name, office=fold(office))


def renew_template(work: Work, ref: int, file_name: str, data: bytes) -> tuple[Finding, ...]:
    """Put a newer file in a form's place; its places are found again by their headings, and what became of each
    is told. Raises Invalid when it is of another kind, NotFound."""
    work.require(Permission.REPORTS_WRITE)
    card = template_card(work, ref)
    layout = layout_of(data)
    if layout.kind != card.row.kind:
        raise Invalid(
            Problem("file", "reports.form_other_kind", {"name": card.row.name, "kind": f".{card.row.kind}"})
        )
    spots, findings = rematched(card.spots, layout, card.layout)
    work.update(foreign_template, ref, file_name=file_name, **_content(data))
    _write_spots(work, ref, spots)
    lost = sum(1 for one in findings if one.fate in ("gone", "sheet_gone"))
    work.record("reports.renew_template", "foreign_template", ref, file=file_name, kept=len(spots), lost=lost)
    return findings


def map_template(work: Work, ref: int, spots: Sequence[Spot]) -> None:
    """Set all places of a form and what each is pointed at. Raises Invalid for an unknown field, NotFound."""
    work.require(Permission.REPORTS_WRITE)
    card = template_card(work, ref)
    wanted = ordered(tuple(spot for spot in spots if spot.field))
    problems = problems_in_spots(wanted, known(work))
    if problems:
        raise Invalid(*problems)
    work.update(foreign_template, ref)
    _write_spots(work, ref, wanted)
    was = {spot.key(): spot.field for spot in card.spots}
    now = {spot.key(): spot.field for spot in wanted}
    changed = sum(1 for key in was.keys() | now.keys() if was.get(key) != now.get(key))
    work.record("reports.map_template", "foreign_template", ref, places=len(wanted), changed=changed)


def problems_in_spots(spots: Sequence[Spot], fields: Known) -> list[Problem]:
    """Fields that do not exist, or that a column of its list does not have."""
    facts = {one.key for one in fields.facts}
    ledgers = {one.key: one for one in fields.ledgers}
    heads = {(spot.place, spot.row): spot.field for spot in spots if spot.kind is SpotKind.LIST}
    found = []
    for spot in spots:
        if spot.kind is SpotKind.LIST:
            fits = spot.field in ledgers
        elif spot.kind is SpotKind.COLUMN:
            of = ledgers.get(heads.get((spot.place, spot.row), ""))
            fits = of is not None and spot.field in {one.key for one in list_columns(of)}
        else:
            fits = spot.field in facts
        if not fits:
            found.append(Problem("field", "reports.field_unknown", {"field": spot.field}))
    return found


def retire_template(work: Work, ref: int) -> None:
    """Put a form away; what was handed in stays on record. Raises NotFound."""
    work.require(Permission.REPORTS_WRITE)
    work.update(foreign_template, ref, active=False)
    work.record("reports.retire_template", "foreign_template", ref)


def restore_template(work: Work, ref: int) -> None:
    """Bring a form back. Raises NotFound."""
    work.require(Permission.REPORTS_WRITE)
    work.update(foreign_template, ref, active=True)
    work.record("reports.restore_template", "foreign_template", ref)


def fill_template(work: Work, draft: FillDraft, file_name: str) -> Filled:
    """Fill a form and keep that it was handed in. The caller writes the bytes before this act is kept.

    Raises NotAllowed, NotFound, and Invalid when nothing is mapped or people are missing.
    """
    work.require(Permission.EXPORT)
    card = template_card(work, draft.template_id)
    if draft.reason.strip():
        hand_out_whole(work, "foreign_template", draft.template_id, draft.reason)
    done = filled(work, card, draft)
    work.insert(
        foreign_return,
        template_id=draft.template_id,
        first_day=draft.first,
        last_day=draft.last,
        people=draft.people_words,
        file_name=file_name,
        files=len(done.copies),
        rows=done.rows or done.people,
        fresh=done.fresh,
        changed=done.changed,
        left_out=len(done.left),
        only_changed=draft.only_changed,
        whole=bool(draft.reason.strip()),
        digests=json.dumps(done.digests, ensure_ascii=False, separators=(",", ":")),
    )
    work.record(
        "reports.fill", "foreign_template", draft.template_id, name=card.row.name, file=file_name,
        covers=f"{draft.first} – {draft.last}", people=draft.people_words, rows=done.rows or done.people,
    )  # fmt: skip
    return done


def undo_return(work: Work, ref: int) -> None:
    """Take a return back: the next one is compared with the one before it. Raises NotFound, Invalid."""
    work.require(Permission.EXPORT)
    row = work.row(
        sa.select(foreign_return.c.undone).where(
            foreign_return.c.id == ref, foreign_return.c.center_id == work.center_id
        )
    )
    if row is not None and row.undone:
        raise Invalid(Problem("return", "reports.return_known"))
    work.update(foreign_return, ref, undone=True)
    work.record("reports.undo_return", "foreign_return", ref)


def _problems_in_name(read: Read, name: str, ref: int) -> list[Problem]:
    if not name:
        return [Problem("name", "reports.form_name_missing")]
    taken = read.value(
        sa.select(foreign_template.c.id).where(
            foreign_template.c.center_id == read.center_id,
            foreign_template.c.name == name,
            foreign_template.c.id != ref,
        )
    )
    return [] if taken is None else [Problem("name", "reports.form_name_taken", {"name": name})]


def _content(data: bytes) -> dict[str, Any]:
    return {"content": base64.b64encode(data).decode(), "sha256": hashlib.sha256(data).hexdigest()}


def _write_spots(work: Work, ref: int, spots: Sequence[Spot]) -> None:
    work.execute(foreign_spot.delete().where(foreign_spot.c.template_id == ref))
    work.insert_many(
        foreign_spot,
        [
            {
                "template_id": ref, "kind": spot.kind, "field": spot.field, "heading": spot.heading,
                "place": spot.place, "row_no": spot.row, "column_no": spot.column, "last_row": spot.last,
                "down": spot.down, "across": spot.across, "position": at,
            }
            for at, spot in enumerate(spots)
        ],
    )  # fmt: skip
