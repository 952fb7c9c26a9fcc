"""The one door for words from outside: plain labels, tool tips and links (and, in reading_text.py, what is read).

A default QLabel, tool tip or message box renders markup and opens local files, and nested tables or endless runs hold
the window for minutes. Nothing else in the window makes rich text, or opens an address or a folder.
"""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QLabel, QWidget

SHOWN: Final = 5_000
"""Characters of one text laid out at once; more freezes a window (CJK lays out slowest)."""

_LONGEST_RUN: Final = 200
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_ACCENT = "[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
_STACKED = re.compile(f"({_ACCENT}{{4}}){_ACCENT}+")
_RUN = re.compile(rf"\S{{{_LONGEST_RUN}}}(?=\S)")
_SCHEMES: Final = ("http", "https", "mailto")


def plain(words: str, limit: int = SHOWN) -> str:
    """`words` fit to lay out: no control or direction marks, 4 stacked accents at most, breakable, capped."""
    if len(words) <= min(limit, _LONGEST_RUN) and words.isascii() and words.isprintable():
        return words
    words = words[: limit + 1]
    words = _STACKED.sub(r"\1", _UNSEEN.sub("", words))
    words = _RUN.sub(lambda run: run[0] + "\u200b", words)
    return words if len(words) <= limit else words[:limit].rstrip() + "…"


def plain_tip(words: str) -> str:
    """`words` as a tool tip that cannot be mistaken for markup."""
    return f"<span>{html.escape(plain(words, 500))}</span>" if words else ""


def isolated(words: str) -> str:
    """`words` wrapped so that their direction does not disturb the sentence around them."""
    return f"\u2068{words}\u2069"


def for_menu(words: str) -> str:
    """Words of Octavo for a menu, which a mirrored window lays out from the right: the "…" stays behind them."""
    mirrored = QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
    return f"{words}\u200e" if mirrored and not words[-1:].isalnum() else words


class PlainLabel(QLabel):
    """A label for words from outside: always plain text."""

    def __init__(self, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(words)

    def setText(self, words: str) -> None:
        super().setText(plain(words))


def may_open(address: str) -> bool:
    """Is this an address a browser or mail program may be given? Only http, https and mailto."""
    if _UNSEEN.search(address) or any(each.isspace() for each in address):
        return False
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    if parts.scheme.lower() not in _SCHEMES:
        return False
    return bool(parts.path) if parts.scheme.lower() == "mailto" else bool(parts.hostname)


def open_folder(folder: Path) -> bool:
    """Show a folder of this computer in its file manager; answers whether it was handed over."""
    return folder.is_dir() and QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def open_file(file: Path) -> bool:
    """Show a PDF of this computer, and nothing else, in the program for PDFs; answers whether it was handed over."""
    is_pdf = file.suffix == ".pdf" and file.is_file() and not file.is_symlink()
    return is_pdf and QDesktopServices.openUrl(QUrl.fromLocalFile(str(file)))


def open_link(address: str) -> bool:
    """Open `address` in the browser if it may be opened; answers whether it was handed over."""
    return may_open(address) and QDesktopServices.openUrl(QUrl(address, QUrl.ParsingMode.StrictMode))
