"""The library's `Change` as one Qt signal; every view listens here and nowhere else."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class News(QObject):
    """`changed` carries a `records.Change`, once a verb, after its commit."""

    changed = Signal(object)
