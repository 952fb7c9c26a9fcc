"""Lines of text ready to paint: wrapped, cut with an honest ellipsis, search hits found; kept while they are in use."""

from __future__ import annotations

import re
import unicodedata
from collections import OrderedDict
from collections.abc import Hashable, Sequence
from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QGlyphRun, QPainter, QTextLayout, QTextLine, QTextOption

from octavo.gui.controls.strokes import direction_of, ended, is_rtl_letter
from octavo.gui.text import plain
from octavo.gui.theme import Theme

_KEPT = 2_000
_LONGEST = 700
_LEAD_IN = 24
#: Px a letter for the first try: shaping costs by the letter, and few lines hold more than this.
_LIKELY = 5
#: Px of the narrowest run of letters per letter; text beyond width / this cannot be on the line.
_NARROWEST = 2
_ENDLESS = 100_000.0

Piece = tuple[float, QGlyphRun]


class Line(NamedTuple):
    """One line: what it says, its width in px, its glyphs (each run and its x), (left, width) of each search hit."""

    text: str
    width: float
    pieces: tuple[Piece, ...]
    hits: tuple[tuple[float, float], ...]


class Typesetter:
    """Sets text in the theme's fonts and remembers the last few thousand results.

    A text is shaped once: lines are broken, cut and painted from the same glyphs.
    """

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._lines: OrderedDict[Hashable, tuple[Line, ...]] = OrderedDict()
        self._heights: dict[str, tuple[float, float]] = {}
        self._dots: dict[str, Line] = {}
        theme.resized.connect(self.forget)

    def forget(self) -> None:
        """Fonts changed: set everything again when it is next painted."""
        for kept in (self._lines, self._heights, self._dots):
            kept.clear()

    def metrics(self, token: str) -> QFontMetricsF:
        """The measures of one step of the type scale."""
        return self._theme.metrics(token)

    def lines(
        self, words: str, token: str, widths: tuple[int, ...], hits: re.Pattern[str] | None = None, ending: str = "",
    ) -> tuple[Line, ...]:  # fmt: skip
        """`words` in at most `len(widths)` lines of these px; the last is cut where it is too long, before `ending`."""
        key = (words, token, widths, hits, ending)
        lines = self._lines.get(key)
        if lines is None:
            lines = self._lines[key] = self._set(words, token, widths, hits, ending)
            if len(self._lines) > _KEPT:
                self._lines.popitem(last=False)
        else:
            self._lines.move_to_end(key)
        return lines

    def paint(
        self, painter: QPainter, area: QRect, line: Line, token: str, colour: QColor, *, mirrored: bool,
        lit: QColor | None = None,
    ) -> None:  # fmt: skip
        """Paint one line at the left of `area`, or at its right when `mirrored`; hits on the match colour, in `lit`."""
        cap, ascent = self._heights_of(token)
        left = round(area.right() + 1 - line.width) if mirrored else area.left()
        top = round(area.top() + (area.height() + cap) / 2) - ascent
        painter.setPen(colour)
        for x, glyphs in line.pieces:
            painter.drawGlyphRun(QPointF(left + x, top), glyphs)
        for from_x, width in line.hits:
            box = QRectF(left + from_x - 1, area.top() + 1, width + 2, area.height() - 2)
            painter.save()
            painter.setClipRect(box)
            painter.setBrush(self._theme.tokens.match)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.drawRoundedRect(box, 2, 2)
            painter.setPen(lit or colour)
            for x, glyphs in line.pieces:
                painter.drawGlyphRun(QPointF(left + x, top), glyphs)
            painter.restore()

    def _heights_of(self, token: str) -> tuple[float, float]:
        heights = self._heights.get(token)
        if heights is None:
            metrics = self.metrics(token)
            heights = self._heights[token] = (metrics.capHeight(), metrics.ascent())
        return heights

    def _set(
        self, words: str, token: str, widths: tuple[int, ...], hits: re.Pattern[str] | None, ending: str
    ) -> tuple[Line, ...]:
        words = one_line(words)
        if not ending:
            return self._broken(words, token, widths, hits)
        [whole] = self._broken(f"{words} {ending}", token, widths[-1:], hits)
        if not whole.text.endswith("…"):
            return (whole,)
        room = widths[-1] - self.metrics(token).horizontalAdvance(f" {ending}")
        [cut] = self._broken(words, token, (int(room),), None)
        return (self._line(f"{cut.text} {ending}", token, hits),)

    def _broken(
        self, words: str, token: str, widths: tuple[int, ...], hits: re.Pattern[str] | None
    ) -> tuple[Line, ...]:
        """`words` in lines of these px; what cannot reach the last of them is hardly ever shaped."""
        for narrow in (_LIKELY, _NARROWEST):
            shown = words[: sum(width // narrow + 8 for width in widths)]
            layout = _laid(shown, self._theme.font(token), widths)
            last = layout.lineAt(layout.lineCount() - 1)
            if len(shown) == len(words) or last.naturalTextWidth() > widths[-1]:
                break
        lines = [
            self._taken(layout.lineAt(number), shown, hits) for number in range(layout.lineCount() - 1)
        ]  # fmt: skip
        cut_here = layout.lineCount() == len(widths) and len(shown) < len(words)
        if cut_here or last.naturalTextWidth() > widths[layout.lineCount() - 1]:
            lines.append(self._cut(last, shown, token, widths[-1], hits))
        else:
            lines.append(self._taken(last, shown, hits))
        return tuple(lines)

    def _line(self, words: str, token: str, hits: re.Pattern[str] | None) -> Line:
        # A line is gone with its layout.
        layout = _laid(words, self._theme.font(token), ())
        return self._taken(layout.lineAt(0), words, hits)

    def _taken(self, line: QTextLine, words: str, hits: re.Pattern[str] | None, end: int = -1) -> Line:
        """A line of a layout, up to the letter at `end`."""
        start = line.textStart()
        text = words[start : start + line.textLength() if end < 0 else end].rstrip()
        left = line.naturalTextRect().left() if end < 0 else 0.0
        width = line.naturalTextWidth() if end < 0 else _x_of(line, start + len(text))
        runs = tuple((-left, run) for run in line.glyphRuns(start, len(text))) if text else ()
        return Line(text, width, runs, _spans(line, start, text, left, hits) if hits is not None else ())

    def _cut(self, line: QTextLine, words: str, token: str, width: int, hits: re.Pattern[str] | None) -> Line:
        """A line without end, cut to `width` with an ellipsis after a letter."""
        start = line.textStart()
        dots = self._ellipsis(token)
        if not words.isascii() and any(is_rtl_letter(letter) for letter in words[start:]):
            room = self.metrics(token).elidedText(words[start:], Qt.TextElideMode.ElideRight, width)
            return self._line(ended(room), token, hits)
        end = line.xToCursor(width - dots.width, QTextLine.CursorPosition.CursorBetweenCharacters)
        while end > start and _x_of(line, end) > width - dots.width:
            end -= 1
        kept = ended(words[start:end])
        body = self._taken(line, words, hits, start + len(kept) - 1)
        return Line(
            kept, body.width + dots.width, body.pieces + tuple((body.width, run) for _x, run in dots.pieces), body.hits
        )

    def _ellipsis(self, token: str) -> Line:
        dots = self._dots.get(token)
        if dots is None:
            dots = self._dots[token] = self._line("…", token, None)
        return dots


def one_line(words: str) -> str:
    """Text from outside fit for a list row: safe, without line ends, no longer than a row can show."""
    words = words[: _LONGEST * 2]
    if not (words.isascii() and words.isprintable()):
        words = plain(words)
    return " ".join(words.split())[:_LONGEST]


@lru_cache(maxsize=4)
def _option(direction: Qt.LayoutDirection) -> QTextOption:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setTextDirection(direction)
    return option


def _laid(words: str, font: QFont, widths: tuple[int, ...]) -> QTextLayout:
    """`words` in lines of these px, the last one without end."""
    layout = QTextLayout(words, font)
    # Kept, or painting and measuring would each shape the text again.
    layout.setCacheEnabled(True)
    layout.setTextOption(_option(Qt.LayoutDirection.LeftToRight if words.isascii() else direction_of(words)))
    layout.beginLayout()
    for width in (*widths[:-1], _ENDLESS):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
    layout.endLayout()
    return layout


def _spans(
    line: QTextLine, start: int, text: str, left: float, hits: re.Pattern[str]
) -> tuple[tuple[float, float], ...]:
    spans = []
    for match in hits.finditer(folded(text)):
        ends = sorted(_x_of(line, start + each) for each in match.span())
        spans.append((ends[0] - left, ends[1] - ends[0]))
    return tuple(spans)


def _x_of(line: QTextLine, cursor: int) -> float:
    # PySide answers the x and the cursor, which C++ takes by reference.
    answer = line.cursorToX(cursor)
    return float(answer[0] if isinstance(answer, (tuple, list)) else answer)  # type: ignore[arg-type]


def folded(words: str) -> str:
    """`words` as search compares them, letter for letter: no accents, lower case, the same length."""
    if words.isascii():
        return words.lower()
    return "".join((unicodedata.normalize("NFD", each)[0].lower() or each)[0] for each in words)


def hit_pattern(words: Sequence[str]) -> re.Pattern[str] | None:
    """What a search for `words` hits in folded text: each word from the start of a word."""
    parts = [re.escape(folded(word)).replace(r"\ ", r"\s+") for word in words if word.strip()]
    return re.compile(rf"(?<!\w)(?:{'|'.join(sorted(parts, key=len, reverse=True))})") if parts else None


def fragment(words: str, hits: re.Pattern[str] | None, room: int) -> str:
    """The part of `words` that shows a hit within its first `room` characters; `words` itself when its start does."""
    if hits is None:
        return words
    match = hits.search(folded(words))
    if match is None or match.end() <= room:
        return words
    start = max(0, match.start() - _LEAD_IN)
    blank = words.find(" ", start, match.start())
    return "…" + words[(blank + 1 if blank >= 0 else match.start()) :]
