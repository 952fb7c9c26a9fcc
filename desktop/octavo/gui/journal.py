"""The program's own journal: what went wrong that nobody foresaw, on any thread, and Qt's warnings."""

from __future__ import annotations

import logging
import logging.handlers
import sys
import threading
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QtMsgType, qInstallMessageHandler

_log = logging.getLogger(__name__)


def keep_journal(folder: Path) -> None:
    """Write warnings and what nobody foresaw to a small file, on every thread, Qt's own words too."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler: logging.Handler = logging.handlers.RotatingFileHandler(
            folder / "octavo.log", maxBytes=500_000, backupCount=2, encoding="utf-8"
        )
    except OSError:
        handler = logging.StreamHandler()
    logging.basicConfig(level=logging.INFO, handlers=[handler], format="%(asctime)s %(name)s %(levelname)s %(message)s")

    def tell(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        _log.critical("unforeseen", exc_info=(kind, error, trace))
        sys.__excepthook__(kind, error, trace)

    sys.excepthook = tell
    threading.excepthook = lambda args: _log.critical(
        "unforeseen on %s", args.thread, exc_info=(args.exc_type, args.exc_value or args.exc_type(), args.exc_traceback)
    )
    levels = {QtMsgType.QtWarningMsg: logging.WARNING, QtMsgType.QtCriticalMsg: logging.ERROR}
    qInstallMessageHandler(lambda kind, _where, words: _log.log(levels.get(kind, logging.INFO), "Qt: %s", words))
