"""Values of fields: as kept in JSON, as read from words of a sheet, as words for people. Pure."""

import json
import re
from collections.abc import Callable, Mapping
from datetime import date, time
from decimal import Decimal, InvalidOperation
from typing import Any

from neighborcenter.forms.drafts import FieldDef
from neighborcenter.forms.kinds import RECORDS, FieldKind
from neighborcenter.kit.fold import fold
from neighborcenter.kit.i18n import N_, _, language
from neighborcenter.kit.names import mask_name
from neighborcenter.kit.phone import mask_phone
from neighborcenter.kit.problems import Problem

YES, NO = N_("Yes"), N_("No")
HIDDEN = "＊＊＊"
"""What stands for a value that this person may not see."""
_TRUE = {"是", "有", "√", "1", "y", "yes", "true", "对", "v"}
_FALSE = {"否", "无", "×", "0", "n", "no", "false", "没有", "x", ""}
_DATE = re.compile(r"^(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?(?: .*)?$")
_TIME = re.compile(r"^(\d{1,2})[:：](\d{2})(?::\d{2})?$")
_SPLIT = re.compile(r"[、，,;；|]+")


def label_of(field: FieldDef) -> str:
    """The label in the language in use; a form without an English one shows its own."""
    return field.label_en if field.label_en and language() == "en" else field.label


# -- JSON ------------------------------------------------------------------------------------------------------


def to_text(values: Mapping[str, Any]) -> str:
    """Values as the JSON text that is kept: decimals and days as text, so that nothing is ever a float."""
    return json.dumps(
        {key: _plain(one) for key, one in values.items() if one is not None}, ensure_ascii=False
    )


def from_text(text: str, fields: tuple[FieldDef, ...]) -> dict[str, Any]:
    """What was kept, typed again by the fields of its own version; keys without a field are left out."""
    kept = json.loads(text)
    return {one.key: _typed(one, kept[one.key]) for one in fields if one.key in kept}


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.strftime("%H:%M")
    return list(value) if isinstance(value, tuple) else value


def _typed(field: FieldDef, kept: Any) -> Any:
    if field.kind in (FieldKind.NUMBER, FieldKind.COMPUTED):
        try:
            return Decimal(str(kept))
        except InvalidOperation:
            return kept
    if field.kind is FieldKind.DATE:
        return date.fromisoformat(kept)
    if field.kind is FieldKind.TIME:
        return time.fromisoformat(kept)
    return tuple(kept) if field.kind is FieldKind.CHOICES else kept


# -- from words ------------------------------------------------------------------------------------------------


def read_words(field: FieldDef, text: str) -> tuple[Any, Problem | None]:
    """A value from the words of a cell or a command line; records stay words: who reads them knows their names."""
    words = fold(text).strip()
    if not words:
        return None, None
    if field.kind in _AS_WRITTEN:
        return text.strip(), None
    if field.kind is FieldKind.CHOICE:
        return _option(field, words), None
    if field.kind is FieldKind.CHOICES:
        return tuple(_option(field, part) for part in _choices(words)), None
    reader = _READERS.get(field.kind)
    if reader is None:
        return words, None
    value = reader(words)
    if value is None:
        return None, Problem(field.key, f"forms.not_{field.kind.value}", {"text": words})
    return value, None


def _option(field: FieldDef, words: str) -> str:
    """The answer as the form writes it: full-width signs and case make no other one."""
    return next((one for one in field.options if fold(one).lower() == words.lower()), words)


def _number(words: str) -> Decimal | None:
    try:
        number = Decimal(re.sub(r"[,，\s]|[^\d.\-+eE]+$", "", words))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _money(words: str) -> int | None:
    number = _number(words.lstrip("¥￥"))
    fen = None if number is None else number * 100
    return int(fen) if fen is not None and fen == fen.to_integral_value() else None


def _date(words: str) -> date | None:
    found = _DATE.match(words)
    try:
        return date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None


def _time(words: str) -> time | None:
    found = _TIME.match(words)
    if found is None or int(found[1]) > 23 or int(found[2]) > 59:
        return None
    return time(int(found[1]), int(found[2]))


def _yes_no(words: str) -> bool | None:
    plain = words.lower()
    return True if plain in _TRUE else False if plain in _FALSE else None


def _choices(words: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in _SPLIT.split(words) if part.strip()))


_AS_WRITTEN = (FieldKind.TEXT, FieldKind.LONG_TEXT, FieldKind.SIGNATURE, FieldKind.FILE)
_READERS: dict[FieldKind, Callable[[str], Any]] = {
    FieldKind.NUMBER: _number,
    FieldKind.MONEY: _money,
    FieldKind.DATE: _date,
    FieldKind.TIME: _time,
    FieldKind.YES_NO: _yes_no,
}


# -- to words --------------------------------------------------------------------------------------------------


def yuan(fen: int) -> str:
    """1280.00 with thousands, in front the sign: ¥1,280.00."""
    sign = "-" if fen < 0 else ""
    whole, rest = divmod(abs(fen), 100)
    return f"{sign}¥{whole:,}.{rest:02d}"


def words_of(field: FieldDef, value: Any, name: Callable[[FieldKind, int], str] | None = None) -> str:
    """A value as people read it. `name` knows what records are called."""
    if value is None or value in ((), ""):
        return ""
    kind = field.kind
    if kind in RECORDS and isinstance(value, int):
        return name(kind, value) if name is not None else str(value)
    if kind is FieldKind.MONEY:
        return yuan(value)
    if isinstance(value, bool):
        return _(YES) if value else _(NO)
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, tuple):
        return "、".join(value)
    if kind is FieldKind.SIGNATURE:
        return signed_by(str(value)) or _("Signed by hand")
    if kind is FieldKind.FILE:
        return str(value).partition("|")[2] or str(value)
    return str(value)


def masked(field: FieldDef, words: str) -> str:
    """Words of a field that is only shown in part: phones as phones, names as names."""
    if not field.masked or not words:
        return words
    return mask_phone(words) if sum(sign.isdecimal() for sign in words) >= 7 else mask_name(words)


def signed_by(value: str) -> str:
    """The name of who signed; a signature is kept as "name|strokes"."""
    return value.partition("|")[0]


def strokes_of(value: str) -> list[list[tuple[int, int]]]:
    """The strokes of a signature in thousandths of its width: "name|x,y x,y;x,y …"."""
    drawn = value.partition("|")[2]
    return [
        [(int(x), int(y)) for x, _comma, y in (point.partition(",") for point in line.split())]
        for line in drawn.split(";")
        if line.strip()
    ]
