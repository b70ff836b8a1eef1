"""Money as it is written: whole fen inside, yuan outside."""

import re

_YUAN = re.compile(r"\s*[¥￥]?\s*(\d{1,9})(?:[.](\d{1,2}))?\s*元?\s*")


def yuan(fen: int) -> str:
    """An amount of fen as people read it: "¥1,280.00", "−¥50.00"."""
    sign = "−" if fen < 0 else ""
    return f"{sign}¥{abs(fen) // 100:,}.{abs(fen) % 100:02d}"


def fen_of(text: str) -> int:
    """Read "50", "50.5", "¥1,280.00".  Raises ValueError for anything else."""
    match = _YUAN.fullmatch(text.replace(",", "").replace("，", ""))
    if match is None:
        raise ValueError(f"not an amount: {text!r}")
    return int(match[1]) * 100 + int((match[2] or "").ljust(2, "0") or 0)
