"""Named loggers into one rotating file that never holds an ID number or a phone number."""

import logging
import re
from logging.handlers import RotatingFileHandler
from pathlib import Path

# 15 to 18 digits with a possible X (ID numbers, permits), mobiles, and landlines with an area code.
_SECRETS = re.compile(
    r"(?<![0-9])(?:[0-9]{17}[0-9Xx]|[0-9]{15}|1[3-9][0-9]{9}|0[0-9]{2,3}-?[0-9]{7,8})(?![0-9])"
)


def redact(text: str) -> str:
    """`text` with every ID number and phone number replaced by its last two digits."""
    return _SECRETS.sub(lambda found: "***" + found.group()[-2:], text)


class RedactingFormatter(logging.Formatter):
    """Formats a record, traceback included, and takes the numbers of people out."""

    def format(self, record: logging.LogRecord) -> str:
        return redact(super().format(record))


def start_logging(folder: Path) -> None:
    """Send log records of the house to `folder`/neighborcenter.log (5 files of 1 MB)."""
    folder.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(
        folder / "neighborcenter.log", maxBytes=1_000_000, backupCount=5, encoding="utf-8", delay=True
    )
    handler.setFormatter(RedactingFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    for name in ("neighborcenter", "ui"):
        logger = logging.getLogger(name)
        for old in [h for h in logger.handlers if isinstance(h, RotatingFileHandler)]:
            logger.removeHandler(old)
            old.close()
        logger.addHandler(handler)
        logger.setLevel(logging.INFO)
