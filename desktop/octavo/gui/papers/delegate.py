"""The painted row of a paper, and the day heading between papers."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QPainter

from octavo.gui.controls.strokes import box, hairline, picture, placed, ratio_of, ring, write
from octavo.gui.papers.model import Header, PapersModel
from octavo.gui.papers.row_pictures import RowPictures
from octavo.gui.papers.typesetting import Typesetter, fragment
from octavo.gui.theme import Theme
from octavo.library.values import Row
from octavo.records import State

COMFORTABLE: Final = 96
COMPACT: Final = 60
HEADER: Final = 36
#: The strip beside the rows where the scroll bar floats: rows are painted as if they reached under it.
LANE: Final = 8

_CHIPS_SHOWN = 2
#: Px of the line below the title that chips leave to signs and authors.
_LEAST_META = 96
_STATE_ICONS = {State.DONE: "check", State.NOT_FOR_ME: "ban"}


class Look(NamedTuple):
    """How one row is to be painted, beyond what the paper says of itself."""

    selected: bool = False
    focused: bool = False
    ringed: bool = False
    hovered: bool = False
    hot: str = ""
    number: int = 0
    ruled: bool = True
    dragged: bool = False


class PaperDelegate:
    """Paints rows of a PapersModel.

    The view calls it directly: on Qt's own road each row costs a style option, a style's background and three calls
    from C++ to Python, together as much as all its text.
    """

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self.typesetter = Typesetter(theme)
        self._pictures = RowPictures(theme)
        self._hits: re.Pattern[str] | None = None
        self.compact = False

    def set_hits(self, hits: re.Pattern[str] | None) -> None:
        """Mark what `hits` finds in titles and snippets."""
        self._hits = hits

    def row_height(self) -> int:
        """The px of a paper row."""
        return self._theme.px(COMPACT if self.compact else COMFORTABLE)

    def header_height(self) -> int:
        """The px of a heading."""
        return self._theme.px(HEADER)

    def paint(self, painter: QPainter, rect: QRect, model: PapersModel, row: int, look: Look, mirrored: bool) -> None:
        """One row, heading or paper, in its place `rect`."""
        bounds = self.widened(rect, mirrored)
        header = model.header_at(row)
        if header is not None:
            self.paint_header(painter, bounds, header, mirrored)
            return
        paper = model.paper_at(row)
        if paper is not None:
            self.paint_paper(painter, bounds, paper, look, mirrored)

    def widened(self, rect: QRect, mirrored: bool) -> QRect:
        """A row with the scroll bar's lane beside it."""
        lane = self._theme.px(LANE)
        return rect.adjusted(-lane, 0, 0, 0) if mirrored else rect.adjusted(0, 0, lane, 0)

    def paint_header(self, painter: QPainter, bounds: QRect, header: Header, mirrored: bool) -> None:
        """A heading: its words leading, its count trailing."""
        px, tokens = self._theme.px, self._theme.tokens
        area = bounds.adjusted(px(16), px(4), -px(16), 0)
        widths = (area.width(),)
        for line in self.typesetter.lines(header.words, "caption_strong", widths):
            self.typesetter.paint(painter, area, line, "caption_strong", tokens.text2, mirrored=mirrored)
        for line in self.typesetter.lines(header.count, "caption", widths):
            self.typesetter.paint(painter, area, line, "caption", tokens.text3, mirrored=not mirrored)

    def capsule(self, bounds: QRect, mirrored: bool) -> tuple[QRect, QRect, QRect]:
        """The hover capsule in a widened row, and its star and check halves."""
        px = self._theme.px
        right = bounds.right() + 1 - px(16)
        whole = QRect(right - px(60), bounds.top() + px(3), px(60), px(28))
        star = QRect(whole.left() + px(2), whole.top(), px(28), px(28))
        check = QRect(whole.right() + 1 - px(30), whole.top(), px(28), px(28))
        return placed(bounds, whole, mirrored), placed(bounds, star, mirrored), placed(bounds, check, mirrored)

    def paint_paper(self, painter: QPainter, bounds: QRect, paper: Row, look: Look, mirrored: bool) -> None:
        """One whole row in `bounds` (a widened row)."""
        if look.dragged:
            painter.setOpacity(0.38)
        ground = self._paint_ground(painter, bounds, look, mirrored)
        self._paint_gutter(painter, bounds, paper, look, mirrored)
        left = self._theme.px(52 if look.number else 32)
        lines = self._paint_title(painter, bounds, paper, left, mirrored)
        top = self._theme.px(10) + lines * self._theme.px(20) + self._theme.px(2)
        self._paint_meta(painter, bounds, paper, look, top, left, mirrored)
        if not self.compact:
            self._paint_snippet(painter, bounds, paper, top + self._theme.px(19), left, 3 - lines, mirrored)
        if look.ruled and not (look.selected or look.hovered or look.ringed):
            px = self._theme.px
            rule = QRect(bounds.left() + left, bounds.bottom(), bounds.width() - left - px(16), 1)
            hairline(painter, placed(bounds, rule, mirrored), self._theme.tokens.line)
        if look.hovered and not look.selected:
            self._paint_capsule(painter, bounds, paper, look, ground, mirrored)
        if look.dragged:
            painter.setOpacity(1.0)

    def _paint_ground(self, painter: QPainter, bounds: QRect, look: Look, mirrored: bool) -> QColor:
        px, tokens = self._theme.px, self._theme.tokens
        area = bounds.adjusted(px(8), 1, -px(8), -1)
        if look.selected:
            fill = tokens.sel if look.focused else tokens.sel_off
        elif look.hovered:
            fill = tokens.hover
        else:
            fill = tokens.list_
        if fill != tokens.list_:
            box(painter, area, px(8), fill)
        if look.ringed:
            ring(painter, area, px(8), tokens.mark)
        elif look.selected and look.focused:
            height = px(28)
            pill = QRect(area.left(), area.top() + (area.height() - height) // 2, px(3), height)
            box(painter, placed(bounds, pill, mirrored), px(1.5), tokens.mark)
        return fill

    def _paint_gutter(self, painter: QPainter, bounds: QRect, paper: Row, look: Look, mirrored: bool) -> None:
        px, tokens, ratio = self._theme.px, self._theme.tokens, ratio_of(painter)
        icon = _STATE_ICONS.get(paper.state, "")
        if look.number:
            area = QRect(bounds.left() + px(16), bounds.top() + px(10), px(24), px(20))
            colour = tokens.mark if paper.unread else tokens.text3
            self._write_number(painter, placed(bounds, area, mirrored), look.number, colour, mirrored)
            if look.hovered:
                grip = QRect(bounds.left() + px(8), bounds.top() + px(34), px(14), px(14))
                pixmap = self._theme.pixmap("grip-vertical", "text3", 14, ratio)
                picture(painter, placed(bounds, grip, mirrored), pixmap)
            spot = QRect(bounds.left() + px(26), bounds.top() + px(34), px(14), px(14))
        else:
            spot = QRect(bounds.left() + px(14), bounds.top() + px(13), px(14), px(14))
        if icon:
            picture(painter, placed(bounds, spot, mirrored), self._theme.pixmap(icon, "text3", 14, ratio))
        elif paper.unread and not look.number:
            circle = QRect(bounds.left() + px(17), bounds.top() + px(16), px(8), px(8))
            picture(painter, placed(bounds, circle, mirrored), self._pictures.dot(tokens.mark, px(8), ratio))

    def _write_number(self, painter: QPainter, area: QRect, number: int, colour: QColor, mirrored: bool) -> None:
        for line in self.typesetter.lines(str(number), "caption", (area.width() * 2,)):
            self.typesetter.paint(painter, area, line, "caption", colour, mirrored=not mirrored)

    def _paint_title(self, painter: QPainter, bounds: QRect, paper: Row, left: int, mirrored: bool) -> int:
        """The title and the star; answers how many lines the title took."""
        px, tokens = self._theme.px, self._theme.tokens
        width = bounds.width() - left - px(16)
        token = "row_unread" if paper.unread else "row"
        first = width - px(20) if paper.starred else width
        widths = (first,) if self.compact else (first, width)
        lines = self.typesetter.lines(paper.title, token, widths, self._hits)
        colour = tokens.text3 if paper.state in _STATE_ICONS else tokens.text
        for number, line in enumerate(lines):
            top = bounds.top() + px(10) + number * px(20)
            area = QRect(bounds.left() + left, top, widths[number], px(20))
            spot = placed(bounds, area, mirrored)
            self.typesetter.paint(painter, spot, line, token, colour, mirrored=mirrored, lit=tokens.text)
        if paper.starred:
            spot_ = QRect(bounds.right() + 1 - px(16) - px(14), bounds.top() + px(13), px(14), px(14))
            self.paint_star(painter, placed(bounds, spot_, mirrored), 14)
        return max(1, len(lines))

    def paint_star(self, painter: QPainter, spot: QRect, size: int) -> None:
        """The filled star with its darker edge, so that it holds its contrast on white."""
        ratio = ratio_of(painter)
        picture(painter, spot, self._theme.pixmap("star_filled", "star", size, ratio))
        picture(painter, spot, self._theme.pixmap("star", "star_edge", size, ratio))

    def _paint_meta(
        self, painter: QPainter, bounds: QRect, paper: Row, look: Look, top: int, left: int, mirrored: bool
    ) -> None:
        px, tokens = self._theme.px, self._theme.tokens
        right = self._paint_chips(painter, bounds, paper, look, top, left, mirrored)
        right = self._paint_glyphs(painter, bounds, paper, look, right, top, mirrored)
        width = right - px(8) - bounds.left() - left
        if width <= px(24):
            return
        colour = tokens.text3 if paper.state in _STATE_ICONS else tokens.text2
        words, more = meta_words(paper)
        for line in self.typesetter.lines(words, "caption", (width,), ending=more):
            area = QRect(bounds.left() + left, bounds.top() + top, width, px(18))
            self.typesetter.paint(painter, placed(bounds, area, mirrored), line, "caption", colour, mirrored=mirrored)

    def _paint_chips(
        self, painter: QPainter, bounds: QRect, paper: Row, look: Look, top: int, left: int, mirrored: bool
    ) -> int:
        """Chips from the trailing edge inwards; answers the x they leave free (in unmirrored px)."""
        px, tokens, ratio = self._theme.px, self._theme.tokens, ratio_of(painter)
        right = bounds.right() + 1 - px(16)
        # On the ground of a hovered row the grey of a chip would be lost.
        plain_ground = look.selected or look.hovered
        chips = [self._pictures.chip(tag, selected=plain_ground, ratio=ratio) for tag in paper.tags[:_CHIPS_SHOWN]]
        widths = [round(chip.width() / ratio) for chip in chips]
        room = bounds.width() - left - px(16 + _LEAST_META)
        while widths and sum(widths) + px(4) * len(widths) > room:
            chips.pop()
            widths.pop()
        rest = len(paper.tags) - len(chips)
        if rest > 0:
            words = f"+{rest}"
            width = round(self.typesetter.metrics("chip").horizontalAdvance(words) + 0.5)
            area = QRect(right - width, bounds.top() + top, width, px(18))
            font = self._theme.font("chip")
            write(painter, placed(bounds, area, mirrored), words, font, tokens.text3, mirrored=mirrored)
            right -= width + px(4)
        for chip, width in zip(reversed(chips), reversed(widths), strict=True):
            area = placed(bounds, QRect(right - width, bounds.top() + top, width, px(18)), mirrored)
            painter.drawPixmap(area.topLeft(), chip)
            right -= width + px(4)
        return right

    def _paint_glyphs(
        self, painter: QPainter, bounds: QRect, paper: Row, look: Look, right: int, top: int, mirrored: bool
    ) -> int:
        px, ratio = self._theme.px, ratio_of(painter)
        # In a reading list every row would carry the list's own sign.
        names = [("bookmark", paper.state is State.TO_READ), ("list-ordered", paper.in_list and not look.number)]
        names.append(("notebook-pen", paper.has_note))
        shown = [name for name, there in names if there]
        right -= px(2) if shown and paper.tags else 0
        for name in reversed(shown):
            area = QRect(right - px(14), bounds.top() + top + px(2), px(14), px(14))
            picture(painter, placed(bounds, area, mirrored), self._theme.pixmap(name, "text2", 14, ratio))
            right -= px(18)
        return right

    def _paint_snippet(
        self, painter: QPainter, bounds: QRect, paper: Row, top: int, left: int, count: int, mirrored: bool
    ) -> None:
        if not paper.snippet:
            return
        px, tokens = self._theme.px, self._theme.tokens
        width = bounds.width() - left - px(16)
        words = fragment(paper.snippet, self._hits, width * count // px(7))
        for number, line in enumerate(self.typesetter.lines(words, "caption", (width,) * count, self._hits)):
            area = QRect(bounds.left() + left, bounds.top() + top + number * px(17), width, px(17))
            spot = placed(bounds, area, mirrored)
            self.typesetter.paint(painter, spot, line, "caption", tokens.text3, mirrored=mirrored, lit=tokens.text)

    def _paint_capsule(
        self, painter: QPainter, bounds: QRect, paper: Row, look: Look, ground: QColor, mirrored: bool
    ) -> None:
        # Seen under the pointer only, and slow to import.
        from PySide6.QtGui import QLinearGradient

        px, tokens, ratio = self._theme.px, self._theme.tokens, ratio_of(painter)
        whole, star, check = self.capsule(bounds, mirrored)
        fade = QRect(whole.left() - px(40), whole.top(), px(40), whole.height())
        if mirrored:
            fade.moveLeft(whole.right() + 1)
        clear = QColor(ground)
        clear.setAlpha(0)
        blend = QLinearGradient(fade.topLeft(), fade.topRight())
        blend.setColorAt(0, ground if mirrored else clear)
        blend.setColorAt(1, clear if mirrored else ground)
        painter.fillRect(fade, blend)
        painter.fillRect(whole, ground)
        box(painter, whole, px(7), tokens.raised, tokens.line_strong)
        for part, name in ((star, "star"), (check, "check")):
            if look.hot == name:
                box(painter, part.adjusted(px(1), px(3), -px(1), -px(3)), px(5), tokens.press)
        if paper.starred:
            self.paint_star(painter, star, 16)
        else:
            picture(painter, star, self._theme.pixmap("star", "text2", 16, ratio))
        role = "link" if paper.state is State.DONE else "text2"
        picture(painter, check, self._theme.pixmap("check", role, 16, ratio))


def meta_words(paper: Row) -> tuple[str, str]:
    """Who wrote it, and how many more did ("A. Author, B. Author", "+2"); without authors the feed's name."""
    if not paper.authors:
        return paper.source, ""
    shown = paper.authors[:2]
    rest = max(paper.author_count, len(paper.authors)) - len(shown)
    return ", ".join(shown), f"+{rest}" if rest > 0 else "et al." if paper.more_authors else ""
