"""What the search field offers while a word is typed, and the card that shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, TypeVar

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QWidget

from octavo.gui.controls.aloud import say_now, say_typed
from octavo.gui.controls.keycap import keys_width, paint_keys
from octavo.gui.controls.shadow import MARGIN, Shadow
from octavo.gui.controls.strokes import box, dot, elided, hairline, picture, placed, ratio_of, write
from octavo.gui.text import plain
from octavo.gui.theme import Theme
from octavo.library.query import FACTS, HOLDINGS
from octavo.records import ReadingList, Tag

_EACH: Final = 4
_FILTERS: Final = (
    ("is:unread", "also starred, done, noted"),
    ("year:>2023", "or 2022..2024"),
    ("has:note", "or pdf"),
    ("author:", "a name"),
    ("date:", "2024-03-11"),
    ("tag:", "one of your tags"),
    ("list:", "one of your lists"),
    ("feed:", "where it came from"),
)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One offer: the `token` it puts into the field; `typed` letters of its value stand out."""

    section: str
    token: str
    detail: str = ""
    hue: str = ""
    icon: str = ""
    typed: int = 0


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The names the person uses, for completion. Tags and lists may be records or bare names."""

    tags: Sequence[Tag | str] = field(default_factory=tuple)
    lists: Sequence[ReadingList | str] = field(default_factory=tuple)
    feeds: Sequence[str] = field(default_factory=tuple)


def suggest(word: str, vocabulary: Vocabulary) -> list[Suggestion]:
    """Offers for the word being typed: after "tag:" and its like, or from 2 letters on; [] when there are none."""
    bare = word.removeprefix("-")
    minus = word[: len(word) - len(bare)]
    name, colon, value = bare.partition(":")
    value = value.strip('"').lower()
    if not colon and len(bare) < 2:
        return []
    wanted = name.lower() if colon else ""
    letters = value if colon else bare.lower()
    offers = _named(wanted, letters, minus, vocabulary) + _facts(wanted, letters, minus)
    if not colon or offers:
        shown = {offer.token for offer in offers}
        more = [(token, detail) for token, detail in _FILTERS if token not in shown]
        if colon:
            more = [each for each in more if not each[0].startswith(f"{wanted}:")][:2]
        else:
            more = [(minus + token, detail) for token, detail in more if token.startswith(letters)]
        offers += [Suggestion("More filters", token, detail, icon="list-filter") for token, detail in more]
    return offers


def _named(wanted: str, letters: str, minus: str, vocabulary: Vocabulary) -> list[Suggestion]:
    offers: list[Suggestion] = []
    if wanted in ("", "tag"):
        for tag in _matching(vocabulary.tags, letters):
            hue, count = (tag.hue, f"{tag.papers:,}" if tag.papers else "") if isinstance(tag, Tag) else ("grey", "")
            token = _token(minus, "tag", _name(tag))
            offers.append(Suggestion("Tags", token, count, hue=hue, typed=_typed(tag, letters)))
    if wanted in ("", "list"):
        for each in _matching(vocabulary.lists, letters):
            count = f"{each.papers:,}" if isinstance(each, ReadingList) and each.papers else ""
            token = _token(minus, "list", _name(each))
            offers.append(Suggestion("Reading lists", token, count, icon="list-ordered", typed=_typed(each, letters)))
    if wanted in ("", "feed"):
        for feed in _matching(vocabulary.feeds, letters):
            token = _token(minus, "feed", _name(feed))
            offers.append(Suggestion("Feeds", token, icon="rss", typed=_typed(feed, letters)))
    return offers


def _facts(wanted: str, letters: str, minus: str) -> list[Suggestion]:
    offers = []
    for name, values in (("is", FACTS), ("has", HOLDINGS)):
        if wanted == name or (not wanted and len(letters) >= 2):
            fitting = sorted(value for value in values if value.startswith(letters))
            offers += [
                Suggestion("Filters", f"{minus}{name}:{value}", icon="list-filter", typed=len(letters))
                for value in fitting[: 8 if wanted else 2]
            ]
    return offers


Named = TypeVar("Named")


def _matching(names: Sequence[Named], letters: str) -> list[Named]:
    starting = [each for each in names if _name(each).lower().startswith(letters)]
    inside = [each for each in names if letters and f" {letters}" in _name(each).lower()]
    return [*starting, *inside][:_EACH]


def _name(each: object) -> str:
    return each.name if isinstance(each, (Tag, ReadingList)) else str(each)


def _typed(each: object, letters: str) -> int:
    """How many letters at the start of the name are those typed."""
    return len(letters) if _name(each).lower().startswith(letters) else 0


def _told(offer: Suggestion) -> str:
    return f"{offer.token}, {offer.detail}" if offer.detail else offer.token


def _token(minus: str, name: str, value: str) -> str:
    return f'{minus}{name}:"{value}"' if " " in value else f"{minus}{name}:{value}"


class SuggestionCard(QWidget):
    """The offers below the field. It never takes the focus: the field moves the choice and takes it."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, host: QWidget) -> None:
        super().__init__(host)
        self._theme = theme
        self._offers: list[Suggestion] = []
        self._at = 0
        self._shadow = Shadow(theme, 10)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)
        self.hide()

    @property
    def offers(self) -> list[Suggestion]:
        """What is offered now."""
        return self._offers

    @property
    def current(self) -> Suggestion | None:
        """The offer that Tab takes."""
        return self._offers[self._at] if self.isVisible() and self._offers else None

    def offer(self, offers: list[Suggestion], below: QRect) -> None:
        """Show `offers` 2 px below a rectangle of the host; none hides the card."""
        self._offers, self._at = offers, 0
        if not offers:
            self.hide()
            return
        px = self._theme.px
        margin = px(MARGIN)
        tall = self._rows()[-1][1].bottom() + 1 - margin + px(6)
        top = below.bottom() + 1 + px(2) - margin
        self.setGeometry(below.left() - margin, top, below.width() + margin * 2, tall + margin * 2)
        self.show()
        self.raise_()
        self.update()
        many = f"{len(offers)} suggestions" if len(offers) > 1 else "1 suggestion"
        say_typed(self, f"{many}. {_told(offers[0])}. Tab takes it")

    def move_choice(self, by: int) -> None:
        """Choose the next or previous offer."""
        self._at = (self._at + by) % len(self._offers)
        say_typed(self, "")
        say_now(self, _told(self._offers[self._at]))
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = self._offer_at(event.position().toPoint())
        if at is not None and at != self._at:
            self._at = at
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = self._offer_at(event.position().toPoint())
        if at is not None:
            self.chosen.emit(self._offers[at].token)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme, px = self._theme, self._theme.px
        margin = px(MARGIN)
        card = self.rect().adjusted(margin, margin, -margin, -margin)
        self._shadow.paint(painter, card)
        box(painter, card, px(10), theme.tokens.raised, theme.tokens.line_strong)
        number = 0
        for words, area in self._rows():
            if words == "-":
                hairline(painter, QRect(card.left() + 1, area.center().y(), card.width() - 2, 1), theme.raised_line)
            elif words:
                spot = area.adjusted(px(8), 0, -px(8), 0)
                colour = theme.tokens.text3
                write(painter, spot, words, theme.font("caption"), colour, mirrored=self._mirrored())
            else:
                self._paint_offer(painter, area, number)
                number += 1

    def _paint_offer(self, painter: QPainter, area: QRect, number: int) -> None:
        theme, px, mirrored, offer = self._theme, self._theme.px, self._mirrored(), self._offers[number]
        if number == self._at:
            box(painter, area, px(6), theme.tokens.sel)
        if offer.hue:
            spot = QRect(area.left() + px(11), area.center().y() - px(5) + 1, px(10), px(10))
            dot(painter, placed(area, spot, mirrored), theme.tag_colours(offer.hue)[0])
        elif offer.icon:
            spot = QRect(area.left() + px(8), area.top(), px(16), area.height())
            picture(painter, placed(area, spot, mirrored), theme.pixmap(offer.icon, "text2", 16, ratio_of(painter)))
        right = area.right() + 1 - px(8)
        if number == 0:
            right -= keys_width(theme, "Tab")
            caps = QRect(right, area.top(), keys_width(theme, "Tab"), area.height())
            paint_keys(painter, placed(area, caps, mirrored), theme, "Tab", mirrored=mirrored)
            right -= px(8)
        elif offer.section != "More filters":
            right -= keys_width(theme, "Tab") + px(8)
        trailing, colour = Qt.AlignmentFlag.AlignTrailing, theme.tokens.text3
        room = placed(area, QRect(area.left(), area.top(), right - area.left(), area.height()), mirrored)
        write(painter, room, offer.detail, theme.font("caption"), colour, trailing, mirrored=mirrored)
        self._write_token(painter, area, offer, right)

    def _write_token(self, painter: QPainter, area: QRect, offer: Suggestion, right: int) -> None:
        """The name of the filter in grey, the typed letters of its value heavier."""
        theme, px = self._theme, self._theme.px
        regular = theme.font("body")
        heavy = QFont(regular)
        heavy.setWeight(QFont.Weight.DemiBold)
        name, _, value = offer.token.partition(":")
        value = plain(value.strip('"'), 100)
        head, tail = (value[: offer.typed], value[offer.typed :]) if offer.typed else ("", value)
        detail = QFontMetricsF(theme.font("caption")).horizontalAdvance(offer.detail)
        left, ink = area.left() + px(32), theme.tokens.text
        room = right - round(detail) - px(8) - left
        parts = []
        for words, font, colour in (
            (f"{name}:", regular, theme.tokens.text2), (head, heavy, ink), (tail, regular, ink),
        ):  # fmt: skip
            metrics = QFontMetricsF(font)
            words = elided(words, metrics, max(0, room))
            parts.append((words, font, colour, round(metrics.horizontalAdvance(words))))
            room -= parts[-1][3]
        # A filter reads from left to right in every interface: its name, then its value.
        block = placed(
            area, QRect(left, area.top(), sum(part[3] for part in parts) + 1, area.height()), self._mirrored()
        )
        x = block.left()
        for words, font, colour, width in parts:
            write(painter, QRect(x, block.top(), width + 1, block.height()), words, font, colour)
            x += width

    def _rows(self) -> list[tuple[str, QRect]]:
        """From top to bottom: section words, "-" for a rule, "" for an offer, each with its place."""
        px = self._theme.px
        margin = px(MARGIN)
        left, width = margin + px(6), self.width() - margin * 2 - px(12)
        y = margin + px(4)
        rows: list[tuple[str, QRect]] = []
        section = ""
        for offer in self._offers:
            if offer.section != section:
                if section:
                    rows.append(("-", QRect(left, y, width, px(9))))
                    y += px(9)
                section = offer.section
                rows.append((section, QRect(left, y, width, px(28))))
                y += px(28)
            rows.append(("", QRect(left, y, width, px(32))))
            y += px(32)
        return rows

    def _offer_at(self, spot: QPoint) -> int | None:
        areas = [area for words, area in self._rows() if not words]
        return next((number for number, area in enumerate(areas) if area.contains(spot)), None)

    def _mirrored(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft
