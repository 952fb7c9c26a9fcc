"""A popover to tick names on and off, with a field that filters them and makes a new one; applies at once."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QRect, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from octavo.gui.controls import strokes
from octavo.gui.controls.aloud import say, say_typed
from octavo.gui.controls.fields import Field
from octavo.gui.controls.floating import Popover
from octavo.gui.controls.keycap import KeyHint
from octavo.gui.dialogs.labels import Hairline, Label
from octavo.gui.dialogs.rows import RowsView
from octavo.gui.dialogs.tick_rows import ROW_HEIGHT, TickDelegate, TickModel, TickRow
from octavo.gui.text import plain
from octavo.gui.theme import Theme

_MOST_ROWS = 7


class TickPopover(Popover):
    """Rows to tick under a filter field that keeps the keyboard. `turned` carries the `TickRow` as it is now.

    `create_asked` carries the typed name when no row has it. The same rows without ticks choose one: `picked`.
    """

    turned = Signal(object)
    picked = Signal(object)
    create_asked = Signal(str)

    def __init__(self, theme: Theme, filter_words: str, rows_name: str, *, parent: QWidget) -> None:
        super().__init__(theme, width=288, parent=parent)
        self._moved = False
        self._ticking = True
        self.setAccessibleName(rows_name)
        self.field = Field(theme, filter_words, icon="search")
        self.model = TickModel()
        self.rows = RowsView(theme, rows_name, ROW_HEIGHT, TickDelegate(theme))
        self.rows.setModel(self.model)
        self.rows.driven = True
        self.rows.tick_width = 400
        self.rows.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.nothing = Label(theme, "", "body", "text3")
        self.maker = CreateRow(theme)
        self.extra = QVBoxLayout()
        self._below = QWidget()
        self._hints = QHBoxLayout()
        self._toggle_hint = KeyHint(theme, "Space", "Toggle")
        self._go_hint = KeyHint(theme, "Enter", "Go")
        self._build()
        self._connect()
        theme.resized.connect(self._fit)
        self._fit()

    def show_rows(self, rows: Sequence[TickRow], nothing_words: str, *, ticking: bool = True) -> None:
        """List these rows and open; when open already, keep filter and place. Without ticks a row is `picked`."""
        self._ticking = ticking
        self.rows.tick_width = 400 if ticking else 0
        self._toggle_hint.setVisible(ticking)
        self._go_hint.setVisible(not ticking)
        self.nothing.setText(nothing_words)
        current = self.rows.currentIndex().row()
        # Nobody went to another row: what was ticked is said as the change it made.
        self.rows.told = False
        self.model.show(rows)
        self.rows.select_row(max(0, current))
        self.rows.told = True
        self._fit()
        if not self.isVisible():
            self.open()

    def open(self) -> None:
        """Show it with an empty filter and the keyboard in it."""
        if self.field.text():
            # Only then: a screen reader told of a caret before the field has the keyboard takes it for old news.
            self.field.clear()
        self._moved = False
        self.rows.select_row(0)
        super().open()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)
        if self.nothing.isVisible():
            say(self.nothing, self.nothing.text())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._field_key(event)
        return super().eventFilter(watched, event)

    def _build(self) -> None:
        px = self._theme.px
        self.body.addWidget(self.field)
        self.body.addSpacing(px(8))
        self.body.addWidget(self.rows)
        self.body.addWidget(self.nothing)
        below = QVBoxLayout(self._below)
        below.setContentsMargins(0, px(4), 0, 0)
        below.setSpacing(px(4))
        below.addWidget(Hairline(self._theme))
        below.addWidget(self.maker)
        below.addLayout(self.extra)
        self.body.addWidget(self._below)
        self.body.addSpacing(px(8))
        self.body.addWidget(Hairline(self._theme))
        self._hints.setContentsMargins(px(8), px(8), px(8), 0)
        self._hints.addWidget(KeyHint(self._theme, "Up Down", "Move"))
        self._hints.addStretch(1)
        self._hints.addWidget(self._toggle_hint)
        self._hints.addWidget(self._go_hint)
        self._hints.addStretch(1)
        self._hints.addWidget(KeyHint(self._theme, "Esc", "Close"))
        self.body.addLayout(self._hints)

    def _connect(self) -> None:
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self._filter)
        self.rows.ticked.connect(self._turn)
        self.rows.chosen.connect(self._turn)
        self.maker.clicked.connect(self._create)

    @property
    def typed(self) -> str:
        """The name typed, without stray spaces."""
        return " ".join(self.field.text().split())

    def _filter(self) -> None:
        self._moved = False
        self.model.filter(self.typed)
        self.rows.select_row(0)
        self._fit()

    def _field_key(self, event: QKeyEvent) -> bool:
        key, plain_key = event.key(), not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and plain_key:
            self._move(1 if key == Qt.Key.Key_Down else -1)
            return True
        # A name may hold spaces: Space ticks while nothing is typed or once the arrows were used.
        ticks = key == Qt.Key.Key_Space and plain_key and (self._moved or not self.field.text()) and self._ticking
        if ticks or (key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain_key):
            if not event.isAutoRepeat():
                self._apply()
            return True
        return False

    def _move(self, by: int) -> None:
        self._moved = True
        last = self.rows.currentIndex().row() == self.model.rowCount() - 1
        if self.maker.isVisibleTo(self) and by > 0 and last:
            self._point_at_create(True)
        elif self.maker.pointed_at and by < 0:
            self._point_at_create(self.model.rowCount() == 0)
        else:
            self.rows.step(by)

    def _point_at_create(self, on: bool) -> None:
        if on:
            say_typed(self.maker, self.maker.text())
        self.maker.point(on)
        self.rows.driven = not on
        self.rows.viewport().update()

    def _apply(self) -> None:
        if self.maker.pointed_at:
            self._create()
        elif self.rows.currentIndex().isValid():
            self._turn(self.rows.currentIndex())

    def _turn(self, index: QModelIndex) -> None:
        if self._ticking:
            self.turned.emit(self.model.turn(index))
            return
        row = index.data(Qt.ItemDataRole.UserRole)
        self.close()
        self.picked.emit(row)

    def _create(self) -> None:
        if self.typed and self.model.named(self.typed) is None:
            name = self.typed
            self.field.clear()
            self.model.add(self.made_row(name))
            self._fit()
            self.rows.select_row(self.model.rowCount() - 1)
            self.create_asked.emit(name)

    def made_row(self, name: str) -> TickRow:
        """The row of a name that was just made: ticked, its id not known yet."""
        return TickRow(0, name, 0, Qt.CheckState.Checked)

    def _fit(self) -> None:
        """As high as its rows need; nothing that cannot be used is shown."""
        count, typed = self.model.rowCount(), self.typed
        self.rows.setVisible(count > 0)
        self.rows.setFixedHeight(self._theme.px(ROW_HEIGHT) * min(count, _MOST_ROWS))
        self.nothing.setVisible(count == 0 and not typed)
        makes = self._ticking and bool(typed) and self.model.named(typed) is None
        self._below.setVisible(makes)
        self.maker.show_name(typed)
        self._point_at_create(makes and count == 0)
        self.body.activate()
        self.updateGeometry()


class CreateRow(QAbstractButton):
    """ "Create “x”": a row that makes what is typed; looks selected while the arrows stand on it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.pointed_at = False
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.resized.connect(self._refresh)
        self._refresh()

    def show_name(self, name: str) -> None:
        """Offer to make `name`."""
        self.setText(f"Create “{plain(name, 100)}”")
        self.setAccessibleName(self.text())
        self.update()

    def point(self, on: bool) -> None:
        """Look selected, or not."""
        self.pointed_at = on
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, px, tokens = QPainter(self), self._theme.px, self._theme.tokens
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        if self.pointed_at or self.underMouse():
            ground = tokens.sel if self.pointed_at else tokens.hover
            strokes.box(painter, self.rect(), px(8), ground)
        mark = strokes.placed(self.rect(), QRect(px(6), 0, px(16), self.height()), mirrored)
        strokes.picture(painter, mark, self._theme.pixmap("plus", "text2", 16, strokes.ratio_of(painter)))
        font = self._theme.font("body")
        area = QRect(px(34), 0, self.width() - px(42), self.height())
        shown = strokes.elided(self.text(), QFontMetricsF(font), area.width())
        strokes.write(painter, strokes.placed(self.rect(), area, mirrored), shown, font, tokens.text, mirrored=mirrored)

    def _refresh(self) -> None:
        self.setFixedHeight(self._theme.px(32))
        self.update()
