"""Taking the numbers of people out of texts that are kept for years: logs, crash reports, the audit trail."""

import re

# ID numbers and permits (15 or 18 places), mobiles and landlines, also as people write them apart:
# 350582 19900307 1234, 138 1234 5566, 138-1234-5566, 0595-22345678. Full-width digits count as digits.
_GAP = r"[ \-]?"
_SECRETS = re.compile(
    rf"(?<![\d])(?:\d{{6}}{_GAP}\d{{4}}{_GAP}\d{{4}}{_GAP}\d{{3}}[\dXxＸｘ]|\d{{15}}"
    rf"|[1１][3-9３-９]\d{_GAP}\d{{4}}{_GAP}\d{{4}}|[0０]\d{{2,3}}{_GAP}\d{{7,8}})(?![\d])"
)


def redact(text: str) -> str:
    """`text` with every ID number and phone number replaced by its last two digits."""
    return _SECRETS.sub(lambda found: "***" + found.group()[-2:], text)
