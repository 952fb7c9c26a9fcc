"""The command palette: type a few letters, run a command, go to a place, open a paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from shiboken6 import isValid

from octavo.gui.controls import strokes
from octavo.gui.controls.aloud import say_typed
from octavo.gui.controls.ghost import Scrimmed
from octavo.gui.controls.keycap import KeyHint
from octavo.gui.controls.shadow import Shadow
from octavo.gui.controls.words_menu import offer_words_menu
from octavo.gui.dialogs.labels import Glyph, Hairline, Label
from octavo.gui.dialogs.palette_items import MOST_ROWS, Destination, FindPapers, PaletteItem, PaletteSource
from octavo.gui.dialogs.palette_rows import HEADING_HEIGHT, ROW_HEIGHT, PaletteDelegate, PaletteModel
from octavo.gui.dialogs.rows import RowsView
from octavo.gui.motion import PALETTE
from octavo.gui.theme import Theme

WIDTH: Final = 640
_TOP: Final = 96
_ROOM_FOR_HINTS: Final = 400
_PAPERS_AFTER_MS: Final = 120


class CommandPalette(Scrimmed):
    """A card over the window. It closes first, so that the window's commands live again, and then says what to run.

    `command_run` carries the name of an action, `place_chosen` what was given as a destination, `paper_chosen` a
    paper's id. `recent` holds the names of the commands run last, newest first; set it before opening.
    """

    opened = Signal()
    closed = Signal()
    command_run = Signal(str)
    place_chosen = Signal(object)
    paper_chosen = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent.window())
        # A child of the window, and still a Dialog to a screen reader.
        self.setWindowFlags(Qt.WindowType.Widget)
        self.setAccessibleName("Command palette")
        self._theme = theme
        self._shadow = Shadow(theme, 12)
        self._source = PaletteSource({}, [], None)
        self._before: QWidget | None = None
        self.recent: list[str] = []
        self.card = QWidget(self)
        self._column = QVBoxLayout(self.card)
        self.field = QLineEdit()
        offer_words_menu(self.field)
        self.model = PaletteModel()
        self.rows = RowsView(theme, "Commands, places and papers", ROW_HEIGHT, PaletteDelegate(theme))
        self.rows.setModel(self.model)
        self.rows.driven = True
        self.rows.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.nothing = Label(theme, "Nothing by that name", "body", "text3")
        self._foot = QWidget()
        self._pause = QTimer(self, singleShot=True, interval=_PAPERS_AFTER_MS)
        self._build()
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self._search)
        self._pause.timeout.connect(self._find)
        self.rows.chosen.connect(self._run)
        parent.window().installEventFilter(self)
        theme.changed.connect(self._ink)
        theme.resized.connect(self._settle)
        self._ink()
        self.hide()

    def show_palette(
        self, actions: Mapping[str, QAction], destinations: Sequence[Destination],
        find_papers: FindPapers | None = None, *, typed: str = "",
    ) -> None:  # fmt: skip
        """Open on the enabled actions as they are now; `find_papers` answers id and title for the words typed."""
        self._source = PaletteSource(actions, destinations, find_papers, self.recent)
        self._before = QApplication.focusWidget()
        self.field.setText(typed)
        self._find()
        self._settle()
        passage = self.passage(self._theme, PALETTE, going=False)
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)
        passage.come()
        self.opened.emit()

    def done(self, result: int) -> None:
        """Close; the focus goes back to where it was."""
        self._pause.stop()
        passage = self.passage(self._theme, PALETTE, going=True)
        before, self._before = self._before, None
        # Before it hides: else the keyboard comes to a neighbour for a moment, and a screen reader begins to say that.
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.PopupFocusReason)
        super().done(result)
        passage.go()
        self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.parentWidget() and event.type() == QEvent.Type.Resize:
            self._settle()
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(event)
        return False

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def focusNextPrevChild(self, next: bool) -> bool:
        self.rows.step(1 if next else -1)
        return True

    def mousePressEvent(self, event: QEvent) -> None:
        self.reject()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, tokens = QPainter(self), self._theme.tokens
        if not self.bare:
            painter.fillRect(self.rect(), tokens.scrim)
        self._shadow.paint(painter, self.card.geometry())
        strokes.box(painter, self.card.geometry(), self._theme.px(12), tokens.raised, tokens.line_strong)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settle()

    def _build(self) -> None:
        px = self._theme.px
        column, top = self._column, QHBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        top.setContentsMargins(px(20), px(4), px(16), px(4))
        top.setSpacing(px(12))
        self.field.setFrame(False)
        self.field.setAccessibleName("Find a command, a place or a paper")
        self.field.setPlaceholderText("Find a command, a place or a paper")
        top.addWidget(Glyph(self._theme, "search", "text2", 20))
        top.addWidget(self.field, 1)
        top.addWidget(KeyHint(self._theme, "Esc"))
        column.addLayout(top)
        column.addWidget(Hairline(self._theme))
        column.addSpacing(px(4))
        column.addWidget(self.rows)
        nothing = QHBoxLayout()
        nothing.setContentsMargins(px(20), 0, px(20), 0)
        nothing.addWidget(self.nothing)
        column.addLayout(nothing)
        column.addSpacing(px(8))
        column.addWidget(Hairline(self._theme))
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(px(20), px(6), px(20), px(6))
        foot.setSpacing(px(16))
        self._hints = (KeyHint(self._theme, "Up Down", "Move"), KeyHint(self._theme, "Enter", "Run"))
        for hint in self._hints:
            foot.addWidget(hint)
        foot.addStretch(1)
        for words in ("# tags", "@ lists", "> commands"):
            foot.addWidget(Label(self._theme, words, "caption", "text2"))
        column.addWidget(self._foot)

    def _ink(self) -> None:
        tokens, palette = self._theme.tokens, QPalette()
        palette.setColor(QPalette.ColorRole.Text, tokens.text)
        palette.setColor(QPalette.ColorRole.PlaceholderText, tokens.text3)
        self.field.setPalette(palette)
        # Under an application style sheet a line edit fills itself whatever its palette says.
        self.field.setStyleSheet(f"QLineEdit {{ background: transparent; color: {tokens.text.name()}; }}")

    def _settle(self) -> None:
        host, px = self.parentWidget(), self._theme.px
        if host is None:
            return
        self.field.setFont(self._theme.font("sheet_input"))
        self.field.setFixedHeight(px(48))
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self.field.setAlignment(strokes.leading(mirrored) | Qt.AlignmentFlag.AlignVCenter)
        self.setGeometry(host.rect())
        width = min(px(WIDTH), host.width() - px(48))
        for hint in self._hints:
            # The signs to begin with are told nowhere else.
            hint.setVisible(width >= px(_ROOM_FOR_HINTS))
        top = px(_TOP) if host.height() > px(700) else px(24)
        self._size_rows(host.height() - top - px(24) - px(56 + 48 + 16))
        height = self._column.totalSizeHint().height()
        self.place_card(self._theme, QRect((host.width() - width) // 2, top, width, height))

    def _size_rows(self, room: int) -> None:
        """At most nine rows and their headings, scrolled within `room` px."""
        tall = shown = 0
        for place, item in enumerate(self.model.items):
            height = self._theme.px(HEADING_HEIGHT if item.is_heading else ROW_HEIGHT)
            self.rows.setRowHeight(place, height)
            shown += 0 if item.is_heading else 1
            if shown <= MOST_ROWS:
                tall += height
        self.rows.setVisible(bool(self.model.items))
        self.nothing.setVisible(not self.model.items)
        self.rows.setFixedHeight(max(self._theme.px(ROW_HEIGHT), min(tall, room)))

    def _search(self) -> None:
        if self.isVisible():
            # Looking for papers asks the library; commands and places are ready at once with it after a short rest.
            self._pause.start()

    def _find(self) -> None:
        self.model.show(self._source.items(self.field.text()))
        self._settle()
        self.rows.scrollToTop()
        self.rows.setCurrentIndex(self.model.index(self.model.first_row, 0))
        if self.nothing.isVisible():
            say_typed(self.nothing, self.nothing.text())

    def _key(self, event: QKeyEvent) -> bool:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        key = Qt.Key(event.key())
        if key in steps:
            self.rows.step(steps[key])
            if self.rows.currentIndex().row() == self.model.first_row:
                self.rows.scrollToTop()
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._pause.isActive():
                self._pause.stop()
                self._find()
            self._run(self.rows.currentIndex())
            return True
        if key == Qt.Key.Key_Escape:
            self.reject()
            return True
        return False

    def _run(self, index: QModelIndex) -> None:
        item = index.data(Qt.ItemDataRole.UserRole) if index.isValid() else None
        if not isinstance(item, PaletteItem) or item.is_heading:
            return
        self.accept()
        if item.section == "command":
            self.command_run.emit(str(item.target))
        elif item.section == "place":
            self.place_chosen.emit(item.target)
        elif isinstance(item.target, int):
            self.paper_chosen.emit(item.target)
