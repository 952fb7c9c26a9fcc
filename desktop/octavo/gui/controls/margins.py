"""Margins that change sides with the window."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QWidget


def set_margins(row: QBoxLayout, owner: QWidget, leading: int, top: int, trailing: int, bottom: int) -> None:
    """Qt mirrors what stands in a row of `owner`, but not the row's own margins."""
    mirrored = owner.layoutDirection() == Qt.LayoutDirection.RightToLeft
    left, right = (trailing, leading) if mirrored else (leading, trailing)
    row.setContentsMargins(left, top, right, bottom)
