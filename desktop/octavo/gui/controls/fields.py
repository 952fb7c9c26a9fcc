"""What a person types into or chooses from: field, select and segmented choice; the tick boxes are at hand here too."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QRadioButton,
    QSizePolicy,
    QWidget,
)

from octavo.gui.controls.aloud import say_typed
from octavo.gui.controls.strokes import box, elided, leading, picture, placed, ratio_of, ring, write
from octavo.gui.controls.ticks import Check, Radio, Switch, paint_check, settle_again
from octavo.gui.controls.words_menu import offer_words_menu
from octavo.gui.text import plain
from octavo.gui.theme import Theme

__all__ = ["CLEAR", "Check", "Field", "Radio", "Segmented", "Select", "Switch", "paint_check"]

#: Under an application style sheet a line edit fills its whole box whatever its palette says; only a sheet stops it.
CLEAR = "QLineEdit { background: transparent; border: 0; }"


def _mirrored(widget: QWidget) -> bool:
    return widget.layoutDirection() == Qt.LayoutDirection.RightToLeft


class Field(QLineEdit):
    """A line of text in a painted frame, 32 px high; an error adds a 12 px message below it."""

    def __init__(
        self, theme: Theme, placeholder: str = "", *, icon: str = "", mono: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon = icon
        self._mono = mono
        self._error = ""
        self.setFrame(False)
        self.setStyleSheet(CLEAR)
        offer_words_menu(self)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._refresh)
        self._refresh()

    @property
    def error(self) -> str:
        """The sentence shown below the field, "" when all is well."""
        return self._error

    def set_error(self, sentence: str) -> None:
        """Say below the field what is wrong with its text; "" takes the message away."""
        if sentence == self._error:
            return
        self._error = plain(sentence, 300)
        self.setAccessibleDescription(self._error)
        if self.isVisible():
            say_typed(self, self._error)
        self._refresh()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(200), self._box_height() + self._message_height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(64), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        tokens, px = self._theme.tokens, self._theme.px
        frame = QRect(0, 0, self.width(), self._box_height())
        box(painter, frame, px(6), tokens.field, tokens.bad if self._error else tokens.line_strong)
        if self.hasFocus():
            ring(painter, frame, px(6), tokens.bad if self._error else tokens.mark)
        if self._icon:
            spot = placed(frame, QRect(px(10), 0, px(16), frame.height()), _mirrored(self))
            picture(painter, spot, self._theme.pixmap(self._icon, "text2", 16, ratio_of(painter)))
        if self._error:
            below = QRect(0, frame.height() + px(4), self.width(), px(16))
            font = self._theme.font("caption")
            words = elided(self._error, QFontMetricsF(font), self.width())
            write(painter, below, words, font, tokens.bad, mirrored=_mirrored(self))
        painter.end()
        super().paintEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._refresh()

    def _box_height(self) -> int:
        return self._theme.px(32)

    def _message_height(self) -> int:
        return self._theme.px(20) if self._error else 0

    def _refresh(self) -> None:
        px, tokens = self._theme.px, self._theme.tokens
        self.setFont(self._theme.font("code" if self._mono else "body"))
        before = px(34 if self._icon else 8)
        left, right = (px(8), before) if _mirrored(self) else (before, px(8))
        self.setTextMargins(left, 0, right, self._message_height())
        # Code is read from the left in every window.
        self.setAlignment(leading(_mirrored(self) and not self._mono) | Qt.AlignmentFlag.AlignVCenter)
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.Text, tokens.text)
        palette.setColor(QPalette.ColorRole.PlaceholderText, tokens.text3)
        palette.setColor(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text, tokens.disabled)
        self.setPalette(palette)
        self.setFixedHeight(self.sizeHint().height())
        self.update()


class Select(QComboBox):
    """One of more than four, in a menu. An item's icon is a Lucide name kept under `ICON_ROLE`."""

    ICON_ROLE = Qt.ItemDataRole.UserRole + 40

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.resized.connect(self._settle_again)

    def _settle_again(self) -> None:
        settle_again(self)

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        if sys.platform.startswith("linux") and not self.accessibleDescription():
            # There Qt gives the chosen words in place of the name, which only a label beside it would keep.
            self.setAccessibleDescription(name)

    def add(self, words: str, value: object = None, icon: str = "") -> None:
        """Add a choice; `value` is what `currentData()` answers."""
        self.addItem(plain(words, 200), value)
        self.setItemData(self.count() - 1, icon, self.ICON_ROLE)
        self.updateGeometry()

    def choose(self, value: object) -> None:
        """Make the choice with `value` current, if there is one."""
        index = next((row for row in range(self.count()) if self.itemData(row) == value), -1)
        if index >= 0:
            self.setCurrentIndex(index)

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(self._theme.font("body"))
        widest = max((metrics.horizontalAdvance(self.itemText(row)) for row in range(self.count())), default=0)
        icon = self._theme.px(24) if any(self.itemData(row, self.ICON_ROLE) for row in range(self.count())) else 0
        return QSize(min(self._theme.px(320), round(widest + 0.5) + icon + self._theme.px(44)), self._theme.px(32))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(80), self._theme.px(32))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        tokens, px, mirrored, ratio = self._theme.tokens, self._theme.px, _mirrored(self), ratio_of(painter)
        lit = self.isEnabled() and self.underMouse()
        box(painter, self.rect(), px(6), tokens.hover if lit else tokens.raised, tokens.line_strong)
        if self.hasFocus():
            ring(painter, self.rect(), px(6), tokens.mark)
        left = px(12)
        icon = self.itemData(self.currentIndex(), self.ICON_ROLE)
        if icon:
            spot = placed(self.rect(), QRect(left, 0, px(16), self.height()), mirrored)
            picture(painter, spot, self._theme.pixmap(icon, "text2", 16, ratio))
            left += px(24)
        role = "text" if self.isEnabled() else "disabled"
        font, room = self._theme.font("body"), QRect(left, 0, self.width() - left - px(32), self.height())
        words = elided(self.currentText(), QFontMetricsF(font), room.width())
        write(painter, placed(self.rect(), room, mirrored), words, font, getattr(tokens, role), mirrored=mirrored)
        spot = placed(self.rect(), QRect(self.width() - px(28), 0, px(16), self.height()), mirrored)
        picture(painter, spot, self._theme.pixmap("chevrons-up-down", "text2", 14, ratio))

    def menu(self) -> QMenu:
        """The choices as a menu: it takes its looks and its keys from the other menus."""
        menu = QMenu(self)
        menu.setMinimumWidth(self.width())
        for row in range(self.count()):
            action = menu.addAction(self.itemText(row).replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(row == self.currentIndex())
            action.setData(row)
        menu.triggered.connect(lambda action: self._choose_row(action.data()))
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def showPopup(self) -> None:
        menu = self.menu()
        menu.popup(self.mapToGlobal(QPoint(0, self.height() + self._theme.px(2))))
        if self.currentIndex() >= 0:
            menu.setActiveAction(menu.actions()[self.currentIndex()])

    def _choose_row(self, row: int) -> None:
        self.setCurrentIndex(row)
        self.activated.emit(row)


class Segmented(QWidget):
    """Two to four exclusive choices side by side. `chosen` carries the value a person picked."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, choices: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._group = QButtonGroup(self)
        self._segments: dict[str, _Segment] = {}
        self._row = QHBoxLayout(self)
        self._row.setSpacing(0)
        for value, words in choices:
            segment = _Segment(theme, words, self)
            segment.clicked.connect(lambda _=False, value=value: self.chosen.emit(value))
            self._group.addButton(segment)
            self._row.addWidget(segment)
            self._segments[value] = segment
        if choices:
            self._segments[choices[0][0]].setChecked(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.resized.connect(self._refresh)
        self._refresh()

    @property
    def value(self) -> str:
        """The value chosen at this moment."""
        return next((value for value, each in self._segments.items() if each.isChecked()), "")

    def choose(self, value: str) -> None:
        """Choose without a signal."""
        self._segments[value].setChecked(True)

    def set_count(self, value: str, count: int | None) -> None:
        """Show a number after the words of one choice; None takes it away."""
        self._segments[value].set_count("" if count is None else f"{count:,}")

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        # A screen reader says what has the keyboard, and the question has not: each answer brings it along.
        for each in self._segments.values():
            each.setAccessibleDescription(name)

    def set_enabled(self, value: str, enabled: bool) -> None:
        """Let one choice be made, or not."""
        self._segments[value].setEnabled(enabled)

    def paintEvent(self, event: QPaintEvent) -> None:
        box(QPainter(self), self.rect(), self._theme.px(8), self._theme.tokens.sidebar)

    def _refresh(self) -> None:
        inset = self._theme.px(2)
        self._row.setContentsMargins(inset, inset, inset, inset)
        self.updateGeometry()
        self.update()


class _Segment(QRadioButton):
    """One choice of a Segmented; a radio button to the keyboard and to a screen reader."""

    def __init__(self, theme: Theme, words: str, parent: QWidget) -> None:
        super().__init__(words, parent)
        self._theme = theme
        self._count = ""
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.toggled.connect(self._share_focus)
        self._share_focus(False)
        theme.resized.connect(self._settle_again)

    def _share_focus(self, on: bool) -> None:
        # Tab stops once, at the choice made, from either side; the arrows go on from there.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if on else Qt.FocusPolicy.NoFocus)

    def _settle_again(self) -> None:
        settle_again(self)

    def set_count(self, count: str) -> None:
        self._count = count
        self.setAccessibleName(f"{self.text()} {count}".strip())
        settle_again(self)

    def sizeHint(self) -> QSize:
        px = self._theme.px
        width = self._theme.width(self.text(), "body_strong") + px(24)
        if self._count:
            width += self._theme.width(self._count, "count") + px(6)
        return QSize(round(width + 0.5), px(28))

    def minimumSizeHint(self) -> QSize:
        # Its edges give way where all choices have less room than they ask for.
        return self.sizeHint() - QSize(self._theme.px(16), 0)

    def hitButton(self, point: QPoint) -> bool:
        return self.rect().contains(point)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        tokens, px = self._theme.tokens, self._theme.px
        on = self.isChecked()
        if on:
            box(painter, self.rect(), px(6), tokens.press if self._theme.dark else tokens.raised, tokens.line_strong)
        if self.hasFocus():
            ring(painter, self.rect(), px(6), tokens.mark)
        lit = on or (self.underMouse() and self.isEnabled())
        colour = tokens.disabled if not self.isEnabled() else tokens.text if lit else tokens.text2
        # Where all choices have less room than they asked for, their edges give way.
        edge = max(px(4), px(12) - max(0, self.sizeHint().width() - self.width() + 1) // 2)
        area = self.rect().adjusted(edge, 0, -edge, 0)
        write(painter, area, self.text(), self._theme.font("body_strong"), colour, mirrored=_mirrored(self))
        if self._count:
            trailing, font = Qt.AlignmentFlag.AlignTrailing, self._theme.font("count")
            write(painter, area, self._count, font, tokens.text3, trailing, mirrored=_mirrored(self))
