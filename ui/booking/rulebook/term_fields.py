"""An editor for each shape a value of a rule may have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from neighborcenter.booking.kinds import BookingKind
from neighborcenter.booking.rulebook.kinds import Party
from neighborcenter.booking.rulebook.terms import Ask, Shape
from neighborcenter.booking.rulebook.texts import word
from neighborcenter.booking.texts import kind_name
from neighborcenter.kit.i18n import _
from neighborcenter.kit.recurrence_text import weekday_name
from ui.kit.fields import ChoiceField, FlagField, NumberField, TextField, YuanField
from ui.kit.form import Field
from ui.kit.many_field import ManyField
from ui.kit.moments import LengthField

Named = Sequence[tuple[Any, str]]


def field_for(shape: Shape, names: Mapping[Ask, Named]) -> Field:
    """The field that asks for such a value; `names` are the rooms, groups and tags there are."""
    editor = editor_for(shape, names)
    field = Field("" if shape.ask is Ask.FLAG else _(shape.label), editor)
    (editor.focusProxy() or editor).setAccessibleName(_(shape.label))
    return field


def editor_for(shape: Shape, names: Mapping[Ask, Named]) -> QWidget:
    """The editor that fits a shape."""
    if shape.choices is not None:
        return ChoiceField([(choice, word(choice)) for choice in shape.choices])
    many: dict[Ask, Named] = {
        Ask.PARTIES: [(party, word(party)) for party in Party],
        Ask.KINDS: [(kind, kind_name(kind)) for kind in BookingKind],
        Ask.WEEKDAYS: [(day, weekday_name(day)) for day in range(7)],
        **names,
    }
    if shape.ask in many:
        return ManyField(many[shape.ask])
    if shape.ask is Ask.FLAG:
        return FlagField(_(shape.label))
    if shape.ask is Ask.MONEY:
        return YuanField()
    if shape.ask is Ask.MINUTES and shape.most == 1440:
        return LengthField()
    if shape.ask is Ask.CLOCK:
        return TextField("18:30")
    if shape.ask is Ask.SEASON:
        return TextField("07-01")
    unit = _("minutes") if shape.ask is Ask.MINUTES else ""
    return NumberField(unit, minimum=shape.least, maximum=shape.most)


def plain(shape: Shape, value: Any) -> Any:
    """A value as the terms keep it: nothing typed counts as 0, no words as empty."""
    if value is not None:
        return value
    return "" if shape.ask in (Ask.CLOCK, Ask.SEASON, Ask.WORDS) else 0
