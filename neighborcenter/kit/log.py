"""Named loggers into one rotating file that never holds an ID number or a phone number."""

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

from neighborcenter.kit.redact import redact


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
