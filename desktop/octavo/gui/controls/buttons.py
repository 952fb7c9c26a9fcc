"""The buttons: painted, with an icon and a key hint where one helps."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QAction, QColor, QEnterEvent, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from octavo.gui.controls.keycap import keys_width, paint_keys
from octavo.gui.controls.strokes import POINTING, box, picture, placed, ratio_of, ring, write
from octavo.gui.text import plain, plain_tip
from octavo.gui.theme import Theme

VARIANTS: Final = ("default", "primary", "ghost", "link", "danger", "tool")


class Button(QPushButton):
    """A painted push button.

    `variant` is one of VARIANTS; `key` is the single stroke drawn inside. `small` is 24 px high, "tool" 28, the rest
    32. A click leaves the keyboard focus where it was: only Tab gives it to a button.
    """

    def __init__(
        self, theme: Theme, text: str = "", *, icon: str = "", variant: str = "default", key: str = "",
        small: bool = False, chevron: bool = False, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(text, parent)
        self._theme = theme
        self._icon = icon
        self._icon_role = ""
        self._variant = variant
        self._key = key
        self._small = small
        self._chevron = chevron
        self._action: QAction | None = None
        self.setAccessibleDescription(key)
        self.setAutoDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme.resized.connect(self._refresh)

    def set_icon(self, name: str, role: str = "") -> None:
        """Show another icon; `role` colours it (else the variant's own ink)."""
        if (name, role) != (self._icon, self._icon_role):
            self._icon, self._icon_role = name, role
            self._refresh()

    def set_key(self, key: str) -> None:
        """Draw another key inside; "" draws none."""
        self._key = key
        self.setAccessibleDescription(key)
        self._refresh()

    def set_variant(self, variant: str) -> None:
        """Take another of VARIANTS."""
        self._variant = variant
        self._refresh()

    def follow(self, action: QAction) -> None:
        """Run `action` when clicked; be enabled, checked and described as it is. Its icon name is its `data()`."""
        self._action = action
        self.clicked.connect(lambda: action.trigger())
        action.changed.connect(self._take_after)
        self._take_after()

    def setText(self, text: str) -> None:
        super().setText(text)
        self._refresh()

    def sizeHint(self) -> QSize:
        px = self._theme.px
        width = sum(width for _, width in self._parts()) + self._padding() * 2
        return QSize(max(width, px(24)), self._height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._paint_ground(painter)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        parts = self._parts()
        x = (self.width() - sum(width for _, width in parts)) // 2
        for name, width in parts:
            self._paint_part(painter, name, placed(self.rect(), QRect(x, 0, width, self.height()), mirrored), mirrored)
            x += width

    def event(self, event: QEvent) -> bool:
        # Space scrolls the paper, but presses the button that has the focus.
        asked = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride
        if asked and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Space and not event.modifiers():
            event.accept()
            return True
        return super().event(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def hitButton(self, point: QPoint) -> bool:
        return self.rect().contains(point)

    def _height(self) -> int:
        return self._theme.px(24 if self._small else 28 if self._variant == "tool" else 32)

    def _padding(self) -> int:
        return self._theme.px(8 if self._small or self._variant in ("link", "tool") else 12)

    def _parts(self) -> list[tuple[str, int]]:
        """The parts from leading to trailing edge with their widths; gaps are parts too."""
        px, words = self._theme.px, self._words()
        parts: list[tuple[str, int]] = []
        if self._icon:
            parts.append(("icon", px(14 if self._small else 16)))
        if words:
            advance = self._theme.width(words, "body_strong")
            parts += [("gap", px(6 if self._small else 8))] if parts else []
            parts.append(("words", round(advance + 0.5)))
        if self._key:
            parts += [("gap", px(8)), ("key", keys_width(self._theme, self._key))]
        if self._chevron or self.menu() is not None:
            parts += [("gap", px(4)), ("chevron", px(14))]
        return parts

    def _words(self) -> str:
        return plain(self.text().replace("&&", "\0").replace("&", "").replace("\0", "&"), 200)

    def _paint_part(self, painter: QPainter, name: str, rect: QRect, mirrored: bool) -> None:
        ink, ratio = self._ink(), ratio_of(painter)
        if name == "words":
            write(painter, rect, self._words(), self._theme.font("body_strong"), ink, mirrored=mirrored)
        elif name == "icon":
            pixmap = self._theme.coloured_pixmap(self._icon, self._icon_ink(), self._icon_size(), ratio)
            picture(painter, rect, pixmap, mirrored=mirrored and self._icon in POINTING)
        elif name == "chevron":
            picture(painter, rect, self._theme.coloured_pixmap("chevron-down", ink, 14, ratio))
        elif name == "key":
            ground = "off" if not self.isEnabled() else "accent" if self._variant == "primary" else "plain"
            paint_keys(painter, rect, self._theme, self._key, mirrored=mirrored, ground=ground)

    def _icon_size(self) -> int:
        return 14 if self._small else 16

    def _ink(self) -> QColor:
        tokens = self._theme.tokens
        if not self.isEnabled():
            return tokens.disabled
        inks = {"primary": tokens.on_accent, "link": tokens.link, "danger": tokens.bad, "default": tokens.text}
        return inks.get(self._variant, tokens.text if self._lit() else tokens.text2)

    def _icon_ink(self) -> QColor:
        if not self.isEnabled() or not self._icon_role:
            return self._ink()
        colour: QColor = getattr(self._theme.tokens, self._icon_role)
        return colour

    def _lit(self) -> bool:
        return self.isEnabled() and (self.underMouse() or self.isDown() or self.isChecked())

    def _paint_ground(self, painter: QPainter) -> None:
        tokens, radius = self._theme.tokens, self._theme.px(6)
        fill, edge = self._fill(), None
        if self._variant in ("default", "danger"):
            edge = tokens.line_strong
        if fill is not None or edge is not None:
            box(painter, self.rect(), radius, fill, edge)
        if self.hasFocus():
            ring(painter, self.rect(), radius, tokens.accent if self._variant == "primary" else tokens.mark)
            if self._variant == "primary":
                ring(painter, self.rect().adjusted(2, 2, -2, -2), radius - 2, tokens.on_accent, 1)

    def _fill(self) -> QColor | None:
        tokens = self._theme.tokens
        pressed = self.isDown() or self.isChecked()
        hovered = self.isEnabled() and self.underMouse()
        if self._variant == "primary":
            if not self.isEnabled():
                return tokens.press
            return tokens.accent_press if pressed else tokens.accent_hover if hovered else tokens.accent
        if pressed:
            return tokens.press
        if hovered:
            return tokens.hover
        return tokens.raised if self._variant in ("default", "danger") else None

    def _take_after(self) -> None:
        action = self._action
        if action is None:
            return
        self.setEnabled(action.isEnabled())
        if action.isCheckable():
            self.setCheckable(True)
            self.setChecked(action.isChecked())
        if isinstance(action.data(), str) and action.data() and self._icon:
            self.set_icon(action.data(), self._icon_role)
        if not self.text():
            self.setAccessibleName(plain(action.text(), 200).replace("&", "").rstrip("…"))
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        self.setAccessibleDescription(self._key or keys or plain(action.text(), 200).replace("&", "").rstrip("…"))
        self.setToolTip(plain_tip(action.toolTip()))

    def _refresh(self) -> None:
        self.updateGeometry()
        self.update()


class IconButton(Button):
    """A ghost button of an icon alone, `size` px square; `name` is the verb it is announced and tipped by."""

    def __init__(
        self, theme: Theme, icon: str, name: str, *, size: int = 32, key: str = "", parent: QWidget | None = None
    ) -> None:
        self._size = size
        super().__init__(theme, "", icon=icon, variant="ghost", parent=parent)
        self.set_name(name, key)

    def set_name(self, name: str, key: str = "") -> None:
        """Set the accessible name and the tool tip, which shows `key` too."""
        self.setAccessibleName(name)
        # Without a description a screen reader is given the tip, markup and all.
        self.setAccessibleDescription(key or name)
        self.setToolTip(plain_tip(f"{name}  {key}" if key else name))

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(self._size), self._theme.px(self._size))

    def _padding(self) -> int:
        return 0
