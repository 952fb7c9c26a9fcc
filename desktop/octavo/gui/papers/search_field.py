"""The search field: filters as tokens, then the words being typed in a real line edit."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from octavo.gui.controls.aloud import say_now
from octavo.gui.controls.buttons import IconButton
from octavo.gui.controls.fields import CLEAR
from octavo.gui.controls.keycap import keys_width, paint_keys
from octavo.gui.controls.strokes import box, elided, leading, picture, placed, ratio_of, ring, write
from octavo.gui.papers.suggestions import SuggestionCard, Vocabulary, suggest
from octavo.gui.papers.word_line import WordLine
from octavo.gui.text import plain
from octavo.gui.theme import Theme
from octavo.library.query import parse
from octavo.records import ReadingList, Tag

_PAUSE_MS = 120
_LONGEST_TOKEN = 180
#: Px that are kept for words, however many filters stand before them.
_LEAST_WORDS = 80
#: Keys that are commands of the window elsewhere.
_OWN_KEYS = (
    Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Up, Qt.Key.Key_Down,
    Qt.Key.Key_Left, Qt.Key.Key_Right,
)  # fmt: skip


class SearchField(QWidget):
    """A query as tokens and free words.

    `changed` carries the whole text, 120 ms after typing stops, at once when a token comes or goes. `left` says that
    the person is done here and wants the list (Enter, Down, or Esc in an empty field).
    """

    changed = Signal(str)
    left = Signal()

    def __init__(
        self, theme: Theme, placeholder: str = "Search, or type tag: is: year:", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._tokens: list[str] = []
        self._picked = -1
        self._shift = 0
        self._told = ""
        self._shown_key = "/"
        self._vocabulary = Vocabulary()
        self._line = WordLine(theme, self)
        self._line.setPlaceholderText(placeholder)
        self._line.setAccessibleName("Search")
        self._line.textEdited.connect(self._typed)
        self._line.installEventFilter(self)
        self._clear = IconButton(theme, "circle-x", "Clear the search", size=24, parent=self)
        self._clear.clicked.connect(self.clear)
        self._card: SuggestionCard | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._tell)
        self.setFocusProxy(self._line)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._dress)
        self._dress()

    @property
    def line(self) -> QLineEdit:
        """The line edit that holds the free words and the keyboard."""
        return self._line

    @property
    def tokens(self) -> tuple[str, ...]:
        """The committed filters as written ("tag:training")."""
        return tuple(self._tokens)

    @property
    def suggestions(self) -> list[str]:
        """The tokens offered at this moment."""
        return [offer.token for offer in self._card.offers] if self._card is not None and self._card.isVisible() else []

    def text(self) -> str:
        """The whole query: tokens, then the words."""
        return " ".join([*self._tokens, self._line.text().strip()]).strip()

    def set_text(self, words: str) -> None:
        """Put a whole query in, without a signal; what it holds of filters becomes tokens."""
        self._tokens, rest = _taken_apart(words)
        self._line.setText(rest)
        self._told = self.text()
        self._settle()

    def clear(self) -> None:
        """Empty the field and say so at once."""
        self._tokens.clear()
        self._line.clear()
        self._hide_card()
        self._commit_now()

    def toggle_token(self, token: str) -> None:
        """Add a filter, or take it away when it is there."""
        if token in self._tokens:
            self._tokens.remove(token)
        else:
            self._tokens.append(token)
        self._commit_now()

    def set_vocabulary(
        self, tags: Sequence[Tag | str], lists: Sequence[ReadingList | str], feeds: Sequence[str]
    ) -> None:
        """The names that may be completed; records bring their colours and counts along."""
        self._vocabulary = Vocabulary(tuple(tags), tuple(lists), tuple(feeds))

    def set_key(self, key: str) -> None:
        """Draw another key at the end of the empty field; "" draws none."""
        self._shown_key = key
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(240), self._theme.px(32))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(120), self._theme.px(32))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settle()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._settle()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for number, area in enumerate(self._token_areas()):
            if (area & self._window_of_tokens()).contains(event.position().toPoint()):
                self._pick(number)
        self._line.setFocus(Qt.FocusReason.MouseFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            if kind == QEvent.Type.FocusOut:
                self._hide_card()
                self._pick(-1)
            self.update()
        if isinstance(event, QKeyEvent) and watched is self._line:
            if kind == QEvent.Type.ShortcutOverride and event.key() in _OWN_KEYS:
                event.accept()
                return True
            if kind == QEvent.Type.KeyPress:
                return self._key(event)
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme, px, tokens = self._theme, self._theme.px, self._theme.tokens
        focused = self._line.hasFocus()
        box(painter, self.rect(), px(7), tokens.field if focused else tokens.sidebar, tokens.line)
        if focused:
            ring(painter, self.rect(), px(7), tokens.mark)
        spot = placed(self.rect(), QRect(px(10), 0, px(16), self.height()), self._mirrored())
        picture(painter, spot, theme.pixmap("search", "text2", 16, ratio_of(painter)))
        painter.setClipRect(self._window_of_tokens())
        for number, area in enumerate(self._token_areas()):
            self._paint_token(painter, area, self._tokens[number], picked=number == self._picked)
        painter.setClipping(False)
        if self._shown_key and not self.text() and not focused:
            caps = keys_width(theme, self._shown_key)
            hint = QRect(self.width() - px(8) - caps, 0, caps, self.height())
            spot = placed(self.rect(), hint, self._mirrored())
            paint_keys(painter, spot, theme, self._shown_key, mirrored=self._mirrored())

    def _paint_token(self, painter: QPainter, area: QRect, token: str, *, picked: bool) -> None:
        px, tokens = self._theme.px, self._theme.tokens
        box(painter, area, px(5), tokens.accent if picked else tokens.accent_soft)
        ink = tokens.on_accent if picked else tokens.link
        # A filter reads from left to right in every interface: its name, then its value.
        x = area.left() + px(8)
        for words, font in self._token_parts(token):
            metrics = QFontMetricsF(font)
            words = elided(words, metrics, area.right() - px(7) - x + 1)
            width = round(metrics.horizontalAdvance(words))
            write(painter, QRect(x, area.top(), width + 1, area.height()), words, font, ink)
            x += width + px(2)

    def _token_parts(self, token: str) -> list[tuple[str, QFont]]:
        name, _, value = token.partition(":")
        regular = self._theme.font("body")
        heavy = QFont(regular)
        heavy.setWeight(QFont.Weight.DemiBold)
        return [(f"{name}:", regular), (plain(value.strip('"'), 100), heavy)]

    def _token_areas(self) -> list[QRect]:
        px = self._theme.px
        x, top = px(34) - self._shift, (self.height() - px(22)) // 2
        areas = []
        for token in self._tokens:
            width = sum(round(QFontMetricsF(font).horizontalAdvance(words)) for words, font in self._token_parts(token))
            width = min(px(_LONGEST_TOKEN), width + px(18) + 1)
            areas.append(placed(self.rect(), QRect(x, top, width, px(22)), self._mirrored()))
            x += width + px(4)
        return areas

    def _window_of_tokens(self) -> QRect:
        """Between the glass and the button that clears: what does not fit there is scrolled out of it."""
        px = self._theme.px
        return placed(self.rect(), QRect(px(32), 0, self.width() - px(32 + 34), self.height()), self._mirrored())

    def _key(self, event: QKeyEvent) -> bool:
        """Keys the line edit must not see; answers whether this was one."""
        key, plain_key = event.key(), not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if not plain_key:
            return False
        card = self._card if self._card is not None and self._card.isVisible() else None
        if card is not None and key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            card.move_choice(1 if key == Qt.Key.Key_Down else -1)
            return True
        if card is not None and card.current is not None and key == Qt.Key.Key_Tab:
            self._accept(card.current.token)
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return self._enter()
        if key == Qt.Key.Key_Escape:
            return self._escape()
        if key == Qt.Key.Key_Down:
            self.left.emit()
            return True
        if key == Qt.Key.Key_Space and self._picked < 0 and self._line.cursorPosition() == len(self._line.text()):
            return self._take_last_word()
        return self._walk(key)

    def _walk(self, key: int) -> bool:
        """Backspace, Delete and the arrows among tokens."""
        at_start = self._line.cursorPosition() == 0 and not self._line.hasSelectedText()
        back, forth = Qt.Key.Key_Left, Qt.Key.Key_Right
        if self._mirrored():
            back, forth = forth, back
        if self._picked >= 0:
            if key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
                del self._tokens[self._picked]
                self._picked = -1
                self._commit_now()
            elif key == back:
                self._pick(max(0, self._picked - 1))
            elif key == forth:
                self._pick(self._picked + 1 if self._picked + 1 < len(self._tokens) else -1)
            else:
                self._pick(-1)
                return False
            return True
        if at_start and self._tokens and key in (Qt.Key.Key_Backspace, back):
            self._pick(len(self._tokens) - 1)
            return True
        return False

    def _enter(self) -> bool:
        self._take_last_word()
        self._hide_card()
        self._commit_now()
        self.left.emit()
        return True

    def _escape(self) -> bool:
        if self._card is not None and self._card.isVisible():
            self._hide_card()
        elif self._picked >= 0:
            self._pick(-1)
        elif self.text():
            self.clear()
        else:
            self.left.emit()
        return True

    def _take_last_word(self) -> bool:
        """Make a token of the word before the cursor if it is a filter with a value."""
        words = self._line.text()
        last = next((token for token in reversed(parse(words).known) if token.end == len(words)), None)
        if last is None or words.count('"') % 2:
            return False
        self._tokens.append(words[last.start :])
        self._line.setText(words[: last.start].rstrip())
        self._hide_card()
        self._commit_now()
        return True

    def _accept(self, token: str) -> None:
        """Put an offer in place of the word being typed."""
        start = len(self._line.text()) - len(self._last_word())
        before = self._line.text()[:start]
        if token.endswith(":"):
            self._line.setText(before + token)
            self._line.setFocus()
            self._typed()
            return
        self._line.setText(before.rstrip())
        if token not in self._tokens:
            self._tokens.append(token)
        self._hide_card()
        self._commit_now()

    def _last_word(self) -> str:
        """The word at the end of the line, a quoted value and all."""
        words = self._line.text()
        if words.count('"') % 2:
            start = words.rfind(" ", 0, words.rfind('"')) + 1
            return words[start:]
        return words[words.rfind(" ") + 1 :]

    def _typed(self) -> None:
        self._pick(-1)
        self._pause.start()
        self._settle()
        word = self._last_word() if self._line.cursorPosition() == len(self._line.text()) else ""
        offers = suggest(word, self._vocabulary) if self._line.hasFocus() else []
        if offers:
            card = self._ready_card()
            card.offer(offers, QRect(self.mapTo(self.window(), QPoint(0, 0)), self.size()))
        else:
            self._hide_card()

    def _ready_card(self) -> SuggestionCard:
        # Made when first needed: only then is the field known to be inside its window.
        if self._card is None or self._card.parentWidget() is not self.window():
            self._card = SuggestionCard(self._theme, self.window())
            self._card.chosen.connect(self._accept)
        return self._card

    def _hide_card(self) -> None:
        if self._card is not None:
            self._card.hide()

    def _pick(self, number: int) -> None:
        if number != self._picked:
            self._picked = number
            if number >= 0:
                say_now(self._line, f"Filter {self._tokens[number]} selected")
            self._settle()

    def _commit_now(self) -> None:
        self._pick(-1)
        self._pause.stop()
        self._settle()
        self._tell()

    def _tell(self) -> None:
        words = self.text()
        if words != self._told:
            self._told = words
            self.changed.emit(words)

    def _settle(self) -> None:
        px = self._theme.px
        widths, end = [area.width() + px(4) for area in self._token_areas()], self.width() - px(36)
        # Words can always be typed, and a selected filter seen: the others make room for them.
        self._shift = max(0, px(34) + sum(widths) + px(_LEAST_WORDS) - end) if widths else 0
        if self._picked >= 0:
            self._shift = min(self._shift, sum(widths[: self._picked]))
        # A line edit keeps 2 px before its text.
        used = px(34) + sum(widths) + (px(2) if widths else 0) - 2 - self._shift
        room = QRect(used, px(2), max(1, end - used), self.height() - px(4))
        self._line.setGeometry(placed(self.rect(), room, self._mirrored()))
        side = px(24)
        spot = QRect(self.width() - px(6) - side, (self.height() - side) // 2, side, side)
        self._clear.setGeometry(placed(self.rect(), spot, self._mirrored()))
        self._clear.setVisible(bool(self.text()))
        self._line.set_quiet(bool(self._tokens))
        # Words go on where the tokens end.
        self._line.setAlignment(leading(self._mirrored()) | Qt.AlignmentFlag.AlignVCenter)
        self.update()

    def _dress(self) -> None:
        self._line.setFont(self._theme.font("body"))
        self._line.setStyleSheet(CLEAR)
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.Text, self._theme.tokens.text)
        palette.setColor(QPalette.ColorRole.PlaceholderText, self._theme.tokens.text3)
        self._line.setPalette(palette)
        self.updateGeometry()
        self._settle()

    def _mirrored(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft


def _taken_apart(words: str) -> tuple[list[str], str]:
    """A query as its tokens and the words left over."""
    known = parse(words).known
    rest, at = [], 0
    for token in known:
        rest.append(words[at : token.start])
        at = token.end
    rest.append(words[at:])
    return [words[token.start : token.end] for token in known], " ".join(" ".join(rest).split())
